/* What this phone keeps, in IndexedDB. A row is kept when its transaction is complete. Where nothing can be kept
   (a private window, a full phone), rows live in the memory of this page and "forgetful" says so. */
const ROWS={people:"who",outbox:"id",receipts:"id",plays:"key",values:"key"};
const memory={};
Object.keys(ROWS).forEach(name=>{memory[name]=new Map()});
let forgetful=false;
let opening=null;

const open=()=>opening||(opening=new Promise(resolve=>{
  const fail=()=>{forgetful=true;resolve(null)};
  try{
    const asked=indexedDB.open("lop520",1);
    asked.onupgradeneeded=()=>Object.keys(ROWS).forEach(name=>asked.result.createObjectStore(name,{keyPath:ROWS[name]}));
    asked.onsuccess=()=>{
      asked.result.onversionchange=()=>{opening=null;asked.result.close()};
      asked.result.onclose=()=>{opening=null};
      resolve(asked.result);
    };
    asked.onerror=asked.onblocked=fail;
  }catch(e){fail()}
}));

const asking=async(name,ask)=>{
  const db=await open();
  return db&&new Promise(resolve=>{
    try{
      const asked=ask(db.transaction(name).objectStore(name));
      asked.onsuccess=()=>resolve(asked.result);
      asked.onerror=()=>resolve(null);
    }catch(e){resolve(null)}
  });
};

/* The row of a key, or undefined. */
const get=async(name,key)=>memory[name].get(key)||await asking(name,rows=>rows.get(key))||undefined;

/* All rows of a store. */
const all=async name=>{
  const kept=await asking(name,rows=>rows.getAll())||[],mine=memory[name];
  return kept.filter(row=>!mine.has(row[ROWS[name]])).concat(Array.from(mine.values()));
};

/* Writes and removes rows, all or none: [store, row] puts, [store, null, key] removes. Says whether they are kept. */
const change=async changes=>{
  const db=await open();
  const kept=!!db&&await new Promise(resolve=>{
    try{
      const names=changes.map(each=>each[0]),work=db.transaction(names.filter((name,i)=>names.indexOf(name)===i),"readwrite");
      work.oncomplete=()=>resolve(true);
      work.onabort=work.onerror=()=>resolve(false);
      changes.forEach(([name,row,key])=>row?work.objectStore(name).put(row):work.objectStore(name).delete(key));
    }catch(e){resolve(false)}
  });
  if(!kept)forgetful=true;
  changes.forEach(([name,row,key])=>row&&!kept?memory[name].set(row[ROWS[name]],row):memory[name].delete(row?row[ROWS[name]]:key));
  return kept;
};

const value=async key=>{const row=await get("values",key);return row?row.value:undefined};
const setValue=(key,given)=>change([["values",given===undefined?null:{key,value:given},key]]);
const uuid=()=>"00000000-0000-4000-8000-000000000000".replace(/[08]/g,c=>(c^crypto.getRandomValues(new Uint8Array(1))[0]&(c>0?3:15)).toString(16));

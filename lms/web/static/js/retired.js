/* Takes back what phones have kept of pages, and itself; what is not sent stays, and is sent by the pages. */
self.addEventListener("install",()=>self.skipWaiting());
self.addEventListener("activate",e=>e.waitUntil((async()=>{
  const names=await caches.keys();
  await Promise.all(names.filter(name=>name.startsWith("lop520-")).map(name=>caches.delete(name)));
  await self.registration.unregister();
})()));

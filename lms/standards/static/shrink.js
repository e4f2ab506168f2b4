/* Makes a chosen photo smaller before it is sent, so that it costs less. Without script, or where the browser would
   lose how the camera was held, the photo is sent as it is. */
(function () {
  "use strict";
  const LONGEST = 1600, QUALITY = 0.8, SMALL_ENOUGH = 400000;
  const input = document.querySelector("input[data-shrink]");
  if (!input || !window.DataTransfer || !window.CSS || !CSS.supports("image-orientation", "from-image")) return;

  const drawn = (file) => new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => {
      const scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(image.naturalWidth * scale);
      canvas.height = Math.round(image.naturalHeight * scale);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => blob ? resolve(blob) : reject(new Error("not drawn")), "image/jpeg", QUALITY);
    };
    image.onerror = reject;
    const reader = new FileReader();
    reader.onload = () => { image.src = reader.result; };
    reader.onerror = reject;
    reader.readAsDataURL(file);
  });

  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file || file.size <= SMALL_ENOUGH) return;
    try {
      const blob = await drawn(file);
      if (blob.size >= file.size || input.files[0] !== file) return;
      const transfer = new DataTransfer();
      transfer.items.add(new File([blob], "photo.jpg", { type: "image/jpeg" }));
      input.files = transfer.files;
      const said = document.getElementById(input.dataset.shrink);
      said.textContent = input.dataset.small.replace("{size}", Math.round(blob.size / 1000) + " KB");
    } catch (error) {
      /* The browser cannot read this picture: the server says what is wrong with it. */
    }
  });
})();

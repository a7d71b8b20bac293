const longestSides = [2400, 1800, 1300, 900, 600];
const qualities = [0.85, 0.6];

/** The browser's own way of choosing a file. Undefined where the person closes it without one. */
export function chooseFile(accept: string): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.hidden = true;
    const done = () => {
      resolve(input.files?.[0]);
      input.remove();
    };
    input.addEventListener('change', done);
    input.addEventListener('cancel', done);
    document.body.append(input);
    input.click();
  });
}

/** A JPEG or PNG as it is where it is small enough; else drawn again, smaller each time until it is. */
export async function smallEnough(file: File, mostBytes: number): Promise<Uint8Array> {
  const isUsual = file.type === 'image/jpeg' || file.type === 'image/png';
  if (isUsual && file.size <= mostBytes) return bytesOf(file);
  const picture = await createImageBitmap(file);
  let smallest: Blob | undefined;
  for (const side of longestSides) {
    for (const quality of qualities) {
      smallest = await drawn(picture, side, quality);
      if (smallest.size <= mostBytes) return bytesOf(smallest);
    }
  }
  // The node says what is wrong with one that is still too large.
  return bytesOf(smallest ?? file);
}

function drawn(picture: ImageBitmap, side: number, quality: number): Promise<Blob> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/jpeg', quality);
  });
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** The browser's own way of keeping a file: among what was downloaded. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser has begun by then; the memory is not needed for longer.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The part of tesseract-wasm 0.11 that is used; its package does not let its own types be found. */
declare module 'tesseract-wasm' {
  export interface OCREngine {
    loadModel(model: Uint8Array): void;
    loadImage(image: { readonly data: Uint8ClampedArray; readonly width: number; readonly height: number }): void;
    clearImage(): void;
    getTextBoxes(unit: 'line' | 'word'): { readonly text: string; readonly confidence: number }[];
  }
  export function createOCREngine(options: { readonly wasmBinary: Uint8Array }): Promise<OCREngine>;
}

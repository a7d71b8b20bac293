interface Failed {
  readonly errMsg: string;
}

/** What is used of the API of WeChat mini-programs. */
export interface WechatApi {
  request(options: {
    url: string;
    method: string;
    header: Record<string, string>;
    data: string | undefined;
    dataType: 'text';
    responseType: 'arraybuffer';
    timeout: number;
    success(answer: { statusCode: number; header: Record<string, string>; data: ArrayBuffer }): void;
    fail(error: Failed): void;
  }): void;
  getRandomValues(options: {
    length: number;
    success(answer: { randomValues: ArrayBuffer }): void;
    fail(error: Failed): void;
  }): void;
  getStorageSync(key: string): string;
  setStorageSync(key: string, value: string): void;
  removeStorageSync(key: string): void;
  /** With the key of the platform; both calls have to ask for it. */
  getStorage(options: {
    key: string;
    encrypt: boolean;
    success(answer: { data: string }): void;
    fail(error: Failed): void;
  }): void;
  setStorage(options: {
    key: string;
    data: string;
    encrypt: boolean;
    success(): void;
    fail(error: Failed): void;
  }): void;
  login(options: { success(answer: { code: string }): void; fail(error: Failed): void }): void;
  requestFacialVerify(options: { verifyId: string; success(): void; fail(error: Failed): void }): void;
  setScreenBrightness(options: { value: number }): void;
  setKeepScreenOn(options: { keepScreenOn: boolean }): void;
  onUserCaptureScreen(told: () => void): void;
  offUserCaptureScreen(told: () => void): void;
  onAppShow(told: () => void): void;
  onAppHide(told: () => void): void;
  offAppShow(told: () => void): void;
  offAppHide(told: () => void): void;
  getNetworkType(options: { success(answer: { networkType: string }): void; fail(error: Failed): void }): void;
  setClipboardData(options: { data: string; success(): void; fail(error: Failed): void }): void;
  makePhoneCall(options: { phoneNumber: string }): void;
  chooseMedia(options: {
    count: number;
    mediaType: string[];
    sizeType: string[];
    success(answer: { tempFiles: { tempFilePath: string; size: number }[] }): void;
    fail(error: Failed): void;
  }): void;
  scanCode(options: {
    onlyFromCamera: boolean;
    scanType: string[];
    success(answer: { result: string }): void;
    fail(error: Failed): void;
  }): void;
  compressImage(options: {
    src: string;
    quality: number;
    compressedWidth: number;
    success(answer: { tempFilePath: string }): void;
    fail(error: Failed): void;
  }): void;
  chooseMessageFile(options: {
    count: number;
    type: 'file';
    extension: string[];
    success(answer: { tempFiles: { path: string }[] }): void;
    fail(error: Failed): void;
  }): void;
  getFileSystemManager(): {
    readFile(options: {
      filePath: string;
      success(answer: { data: ArrayBuffer }): void;
      fail(error: Failed): void;
    }): void;
    writeFile(options: { filePath: string; data: ArrayBuffer; success(): void; fail(error: Failed): void }): void;
    unlink(options: { filePath: string; complete(answer: object): void }): void;
  };
  shareFileMessage(options: { filePath: string; fileName: string; success(): void; fail(error: Failed): void }): void;
  openDocument(options: {
    filePath: string;
    fileType: 'pdf';
    /** The menu by which it is sent on or kept. */
    showMenu: boolean;
    success(): void;
    fail(error: Failed): void;
  }): void;
  readonly env: { readonly USER_DATA_PATH: string };
  getAppBaseInfo(): { language: string };
}

interface Failed {
  readonly error?: number;
  readonly errorMessage?: string;
}

/** What is used of the API of Alipay mini-programs. */
export interface AlipayApi {
  request(options: {
    url: string;
    method: string;
    headers: Record<string, string>;
    data: string | undefined;
    dataType: 'arraybuffer';
    timeout: number;
    success(answer: { status: number; headers: Record<string, string>; data: ArrayBuffer }): void;
    fail(error: Failed & { status?: number; headers?: Record<string, string>; data?: ArrayBuffer }): void;
  }): void;
  getRandomValues(options: {
    length: number;
    success(answer: { randomValues: ArrayBuffer }): void;
    fail(error: Failed): void;
  }): void;
  getStorageSync(options: { key: string }): { data: string | null };
  setStorageSync(options: { key: string; data: string }): { success?: boolean; errorMessage?: string };
  removeStorageSync(options: { key: string }): void;
  getAuthCode(options: {
    scopes: string;
    success(answer: { authCode: string }): void;
    fail(error: Failed): void;
  }): void;
  /** `response` is JSON: the encrypted number with the platform's signature. */
  getPhoneNumber(options: { success(answer: { response: string }): void; fail(error: Failed): void }): void;
  /** `resultStatus` 9000 is a face that was passed, 4000 one that was not, or a mistake; both as the telephone says. */
  startAPVerify(options: {
    certifyId: string;
    url: string;
    success(answer: { resultStatus: string | number }): void;
    fail(error: Failed): void;
  }): void;
  setScreenBrightness(options: { brightness: number }): void;
  setKeepScreenOn(options: { keepScreenOn: boolean }): void;
  onUserCaptureScreen(told: () => void): void;
  offUserCaptureScreen(): void;
  onAppShow(told: () => void): void;
  onAppHide(told: () => void): void;
  offAppShow(told: () => void): void;
  offAppHide(told: () => void): void;
  getNetworkType(options: { success(answer: { networkAvailable: boolean }): void; fail(): void }): void;
  setClipboard(options: { text: string; success(): void; fail(error: Failed): void }): void;
  makePhoneCall(options: { number: string }): void;
  chooseImage(options: {
    count: number;
    sizeType: string[];
    success(answer: { apFilePaths?: string[]; tempFilePaths?: string[] }): void;
    fail(error: Failed): void;
  }): void;
  scan(options: {
    scanType: string[];
    hideAlbum: boolean;
    success(answer: { code: string }): void;
    fail(failed: { error?: number; errorMessage?: string }): void;
  }): void;
  compressImage(options: {
    apFilePaths: string[];
    compressLevel: number;
    success(answer: { apFilePaths: string[] }): void;
    fail(error: Failed): void;
  }): void;
  chooseFileFromDisk(options: { success(answer: { apFilePath: string }): void; fail(error: Failed): void }): void;
  getFileSystemManager(): {
    readFile(options: {
      filePath: string;
      success(answer: { data: ArrayBuffer }): void;
      fail(error: Failed): void;
    }): void;
    writeFile(options: { filePath: string; data: ArrayBuffer; success(): void; fail(error: Failed): void }): void;
    unlink(options: { filePath: string; complete(answer: object): void }): void;
  };
  openDocument(options: { filePath: string; fileType: 'pdf'; success(): void; fail(error: Failed): void }): void;
  readonly env: { readonly USER_DATA_PATH: string };
  getSystemInfoSync(): { language: string };
}

import {
  answer,
  beginningOf,
  choose,
  compress,
  navigation,
  refuse,
  sight,
  type Callbacks,
  type Platform,
} from './platform.ts';

interface RequestOptions extends Callbacks<object> {
  readonly url: string;
  readonly method?: string;
  readonly header?: Record<string, string>;
  readonly data?: string;
}

/** What the platform makes of what it is asked to seal: nobody reads it but through the platform. */
const sealed = 'sealed by the platform:';
const seal = (text: string) => sealed + Buffer.from(text).toString('base64');
const open = (kept: string) => Buffer.from(kept.slice(sealed.length), 'base64').toString();

/** WeChat: `wx`, as its documents have it. */
export const wechat: Platform = {
  name: 'weapp',
  markup: 'wxml',
  global: 'wx',
  globals: {},
  api({ telephone, realm, library, watchers, signIn, showFace }) {
    const { storage, network, deeds, language } = telephone;
    return {
      ...navigation(library),
      ...sight(watchers),
      request(options: RequestOptions) {
        const { url, method = 'GET', header = {}, data } = options;
        network.ask({ url, method, headers: header, body: data }).then(
          ({ status, headers, body }) =>
            answer(options, {
              statusCode: status,
              header: headers,
              data: realm().bufferOf(body),
              errMsg: 'request:ok',
            }),
          () => refuse(options, { errno: 600_001, errMsg: 'request:fail ' }),
        );
        return { abort: () => undefined };
      },
      getRandomValues(options: Callbacks<object> & { length: number }) {
        const bytes = crypto.getRandomValues(new Uint8Array(options.length));
        answer(options, { randomValues: realm().bufferOf(bytes), errMsg: 'getRandomValues:ok' });
      },
      getStorageSync: (key: string) => storage.get(key) ?? '',
      setStorageSync: (key: string, value: string) => void storage.set(key, value),
      removeStorageSync: (key: string) => void storage.delete(key),
      getStorage({ key, encrypt = false, ...options }: Callbacks<object> & { key: string; encrypt?: boolean }) {
        const kept = storage.get(key);
        if (kept === undefined) refuse(options, { errMsg: 'getStorage:fail data not found' });
        else if (kept.startsWith(sealed) !== encrypt) refuse(options, { errMsg: 'getStorage:fail decrypt fail' });
        else answer(options, { data: encrypt ? open(kept) : kept, errMsg: 'getStorage:ok' });
      },
      setStorage(options: Callbacks<object> & { key: string; data: string; encrypt?: boolean }) {
        const { key, data, encrypt = false } = options;
        if (telephone.isFull || data.length > (encrypt ? 700_000 : 1_000_000))
          return refuse(options, { errMsg: 'setStorage:fail size limit reached' });
        storage.set(key, encrypt ? seal(data) : data);
        answer(options, { errMsg: 'setStorage:ok' });
      },
      scanCode(options: Callbacks<object>) {
        const result = telephone.camera.shift();
        if (result === undefined) refuse(options, { errMsg: 'scanCode:fail cancel' });
        else answer(options, { result, scanType: 'QR_CODE', charSet: 'utf-8', path: '', rawData: '' });
      },
      login(options: Callbacks<object>) {
        if (signIn === undefined) return refuse(options, { errMsg: 'login:fail' });
        signIn().then(
          ({ loginCode }) => answer(options, { code: loginCode, errMsg: 'login:ok' }),
          () => refuse(options, { errMsg: 'login:fail' }),
        );
      },
      requestFacialVerify(options: Callbacks<object> & { verifyId: string }) {
        if (showFace === undefined) return refuse(options, { errCode: 90_106, errMsg: 'requestFacialVerify:fail' });
        showFace(options.verifyId).then(
          (isHers) => {
            if (isHers === undefined) refuse(options, { errCode: 90_004, errMsg: 'requestFacialVerify:fail cancel' });
            // The platform says to the program whether it was done; whether it was passed is for the application's server.
            else answer(options, { errCode: 0, errMsg: 'requestFacialVerify:ok', verifyResult: options.verifyId });
          },
          () => refuse(options, { errCode: 90_007, errMsg: 'requestFacialVerify:fail' }),
        );
      },
      getNetworkType: (options: Callbacks<object>) => answer(options, { networkType: network.isUp ? 'wifi' : 'none' }),
      setScreenBrightness: ({ value }: { value: number }) => void deeds.push(`brightness ${value}`),
      setKeepScreenOn: ({ keepScreenOn }: { keepScreenOn: boolean }) => void deeds.push(`keep on ${keepScreenOn}`),
      onUserCaptureScreen: () => undefined,
      offUserCaptureScreen: () => undefined,
      chooseMedia(options: Callbacks<object>) {
        const tempFilePath = choose(telephone);
        if (tempFilePath === undefined) return refuse(options, { errMsg: 'chooseMedia:fail cancel' });
        const size = telephone.files.get(tempFilePath)!.length;
        answer(options, { tempFiles: [{ tempFilePath, size, fileType: 'image' }], type: 'image' });
      },
      compressImage(options: Callbacks<object> & { src: string }) {
        answer(options, { tempFilePath: compress(telephone, options.src), errMsg: 'compressImage:ok' });
      },
      chooseMessageFile(options: Callbacks<object>) {
        const path = choose(telephone);
        if (path === undefined) refuse(options, { errMsg: 'chooseMessageFile:fail cancel' });
        else answer(options, { tempFiles: [{ path, name: 'file.pdf', type: 'file' }] });
      },
      setClipboardData(options: Callbacks<object> & { data: string }) {
        telephone.clipboard = options.data;
        answer(options, { errMsg: 'setClipboardData:ok' });
      },
      shareFileMessage(options: Callbacks<object> & { filePath: string; fileName: string }) {
        deeds.push(`share ${options.filePath} ${options.fileName}`);
        answer(options, { errMsg: 'shareFileMessage:ok' });
      },
      makePhoneCall: ({ phoneNumber }: { phoneNumber: string }) => void deeds.push(`call ${phoneNumber}`),
      env: { USER_DATA_PATH: 'wxfile://usr' },
      getFileSystemManager: () => ({
        writeFile(options: Callbacks<object> & { filePath: string; data: ArrayBuffer }) {
          deeds.push(`write ${options.filePath} ${beginningOf(options.data)}`);
          telephone.files.set(options.filePath, new Uint8Array(options.data).slice());
          answer(options, { errMsg: 'writeFile:ok' });
        },
        readFile(options: Callbacks<object> & { filePath: string }) {
          const content = telephone.files.get(options.filePath);
          if (content === undefined) refuse(options, { errMsg: 'readFile:fail no such file or directory' });
          else answer(options, { data: realm().bufferOf(content), errMsg: 'readFile:ok' });
        },
        unlink(options: Callbacks<object> & { filePath: string }) {
          if (telephone.files.delete(options.filePath)) answer(options, { errMsg: 'unlink:ok' });
          else refuse(options, { errMsg: 'unlink:fail no such file or directory' });
        },
      }),
      openDocument(options: Callbacks<object> & { filePath: string; fileType: string }) {
        deeds.push(`open ${options.filePath} ${options.fileType}`);
        answer(options, { errMsg: 'openDocument:ok' });
      },
      setNavigationBarTitle: (options: Callbacks<object> & { title: string }) => answer(options, {}),
      getAppBaseInfo: () => ({ language, SDKVersion: '3.0.0', version: '8.0.40' }),
      getWindowInfo: () => ({
        pixelRatio: 2,
        windowWidth: 390,
        windowHeight: 844,
        screenWidth: 390,
        screenHeight: 844,
      }),
    };
  },
  event(type, dataset, id, detail) {
    const target = { id, dataset, offsetLeft: 0, offsetTop: 0 };
    return { type, timeStamp: 1, target, currentTarget: target, mark: {}, detail };
  },
  async phoneGrant(signIn) {
    const { phoneCode } = await signIn();
    return { type: 'getphonenumber', detail: { errMsg: 'getPhoneNumber:ok', code: phoneCode } };
  },
};

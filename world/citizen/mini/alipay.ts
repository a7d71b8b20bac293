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
  readonly headers?: Record<string, string>;
  readonly data?: string;
}

/** Alipay: `my`, as its documents have it. */
export const alipay: Platform = {
  name: 'alipay',
  markup: 'axml',
  global: 'my',
  globals: { navigator: { swuserAgent: 'AlipayClient' } },
  api({ telephone, realm, library, watchers, signIn, showFace }) {
    const { storage, network, deeds, language } = telephone;
    return {
      ...navigation(library),
      ...sight(watchers),
      request(options: RequestOptions) {
        const { url, method = 'GET', headers = {}, data } = options;
        network.ask({ url, method, headers, body: data }).then(
          ({ status, headers: fields, body }) => {
            const given = { status, headers: fields, data: realm().bufferOf(body) };
            if (status < 400) answer(options, given);
            else refuse(options, { ...given, error: 19, errorMessage: 'http status error' });
          },
          () => refuse(options, { error: 12, errorMessage: '网络出错' }),
        );
        return { abort: () => undefined };
      },
      getRandomValues(options: Callbacks<object> & { length: number }) {
        const bytes = crypto.getRandomValues(new Uint8Array(options.length));
        answer(options, { randomValues: realm().bufferOf(bytes) });
      },
      getStorageSync: ({ key }: { key: string }) => ({ data: storage.get(key) ?? null, success: true }),
      setStorageSync({ key, data }: { key: string; data: string }) {
        if (data.length > 200 * 1024) return { success: false, error: 14, errorMessage: 'too large' };
        storage.set(key, data);
        return { success: true };
      },
      scan(options: Callbacks<object>) {
        const code = telephone.camera.shift();
        if (code === undefined) refuse(options, { error: 10, errorMessage: '用户取消' });
        else answer(options, { code, qrCode: code, result: code });
      },
      removeStorageSync: ({ key }: { key: string }) => void storage.delete(key),
      getAuthCode(options: Callbacks<object>) {
        if (signIn === undefined) return refuse(options, { error: 11, errorMessage: '用户取消授权' });
        signIn().then(
          ({ authCode }) => answer(options, { authCode, authSuccessScopes: ['auth_base'] }),
          () => refuse(options, { error: 12, errorMessage: '网络异常' }),
        );
      },
      // The person has agreed by the button: only then is there a number.
      getPhoneNumber(options: Callbacks<object>) {
        if (signIn === undefined) return refuse(options, { error: 40_003, errorMessage: 'insufficient conditions' });
        signIn().then(
          ({ encryptedPhone }) =>
            answer(options, {
              response: JSON.stringify({ ...(encryptedPhone as object), sign_type: 'RSA2', encrypt_type: 'AES' }),
            }),
          () => refuse(options, { error: 12, errorMessage: '网络异常' }),
        );
      },
      startAPVerify(options: Callbacks<object> & { certifyId: string; url: string }) {
        const { certifyId, url } = options;
        if (showFace === undefined) return refuse(options, { error: 4, errorMessage: '无权限调用' });
        // However it ends the call has succeeded; how, the status says.
        showFace(certifyId, url).then(
          (isHers) => {
            const resultStatus = isHers === undefined ? '6001' : isHers ? '9000' : '4000';
            answer(options, { resultStatus, result: isHers === undefined ? null : { certifyId } });
          },
          () => answer(options, { resultStatus: '6002', result: null }),
        );
      },
      getNetworkType: (options: Callbacks<object>) =>
        answer(options, { networkAvailable: network.isUp, networkType: network.isUp ? 'WIFI' : 'NOTREACHABLE' }),
      setScreenBrightness: ({ brightness }: { brightness: number }) => void deeds.push(`brightness ${brightness}`),
      setKeepScreenOn: ({ keepScreenOn }: { keepScreenOn: boolean }) => void deeds.push(`keep on ${keepScreenOn}`),
      onUserCaptureScreen: () => undefined,
      offUserCaptureScreen: () => undefined,
      chooseImage(options: Callbacks<object>) {
        const path = choose(telephone);
        if (path === undefined) refuse(options, { error: 11, errorMessage: '用户取消操作' });
        else answer(options, { apFilePaths: [path], tempFilePaths: [path] });
      },
      compressImage(options: Callbacks<object> & { apFilePaths: string[] }) {
        answer(options, { apFilePaths: options.apFilePaths.map((path) => compress(telephone, path)) });
      },
      chooseFileFromDisk(options: Callbacks<object>) {
        const apFilePath = choose(telephone);
        if (apFilePath === undefined) refuse(options, { error: 11, errorMessage: '用户取消操作' });
        else answer(options, { apFilePath });
      },
      setClipboard(options: Callbacks<object> & { text: string }) {
        telephone.clipboard = options.text;
        answer(options, { success: true });
      },
      makePhoneCall: ({ number }: { number: string }) => void deeds.push(`call ${number}`),
      env: { USER_DATA_PATH: 'https://usr' },
      getFileSystemManager: () => ({
        writeFile(options: Callbacks<object> & { filePath: string; data: ArrayBuffer }) {
          deeds.push(`write ${options.filePath} ${beginningOf(options.data)}`);
          telephone.files.set(options.filePath, new Uint8Array(options.data).slice());
          answer(options, { success: true });
        },
        readFile(options: Callbacks<object> & { filePath: string }) {
          const content = telephone.files.get(options.filePath);
          if (content === undefined) refuse(options, { error: 10_022, errorMessage: 'no such file' });
          else answer(options, { data: realm().bufferOf(content), success: true });
        },
        unlink(options: Callbacks<object> & { filePath: string }) {
          if (telephone.files.delete(options.filePath)) answer(options, { success: true });
          else refuse(options, { error: 10_022, errorMessage: 'no such file' });
        },
      }),
      openDocument(options: Callbacks<object> & { filePath: string; fileType: string }) {
        deeds.push(`open ${options.filePath} ${options.fileType}`);
        answer(options, { success: true });
      },
      setNavigationBar: (options: Callbacks<object> & { title: string }) => answer(options, {}),
      getSystemInfoSync: () => ({
        language,
        pixelRatio: 2,
        windowWidth: 390,
        windowHeight: 844,
        screenWidth: 390,
        screenHeight: 844,
        platform: 'Android',
      }),
      canIUse: () => true,
    };
  },
  event(type, dataset, id, detail) {
    const target = { id, dataset, targetDataset: dataset, tagName: '' };
    return { type, timeStamp: 1, target, currentTarget: target, detail };
  },
  phoneGrant: async () => ({ type: 'getAuthorize', detail: {} }),
};

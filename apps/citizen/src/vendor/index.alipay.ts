import type { AlipayApi } from './alipay-api';
import { nodeUrl } from './node-url';
import { answerOf, bufferOf } from './transport';
import type { FaceShown, Vendor } from './vendor';

declare const my: AlipayApi;

/** Alipay mini-program: its API under its own names. */
export const vendor: Vendor = {
  name: 'alipay',
  nodeUrl,
  address: nodeUrl,
  start: () => undefined,
  transport: (url, { method, headers, body }) =>
    new Promise((resolve, reject) => {
      my.request({
        url,
        method,
        headers,
        data: body,
        dataType: 'arraybuffer',
        timeout: 15_000,
        success: ({ status, headers: fields, data }) => resolve(answerOf({ status, headers: fields, body: data })),
        // An answer of 400 and more comes as a failure, with the answer in it.
        fail: ({ status, headers: fields, data, errorMessage }) => {
          if (status !== undefined && data !== undefined)
            resolve(answerOf({ status, headers: fields ?? {}, body: data }));
          else reject(new Error(errorMessage ?? 'request failed'));
        },
      });
    }),
  random: (length) =>
    new Promise((resolve, reject) => {
      my.getRandomValues({
        length,
        success: ({ randomValues }) => resolve(new Uint8Array(randomValues)),
        fail: ({ errorMessage }) => reject(new Error(errorMessage ?? 'no random values')),
      });
    }),
  read: (key) => my.getStorageSync({ key }).data ?? undefined,
  write: (key, data) => void my.setStorageSync({ key, data }),
  remove: (key) => my.removeStorageSync({ key }),
  login: (phone) =>
    new Promise((resolve, reject) => {
      my.getAuthCode({
        scopes: 'auth_base',
        success: ({ authCode }) =>
          resolve({
            channel: 'alipay',
            body: { authCode, ...(phone !== undefined && 'sign' in phone ? { encryptedPhone: phone } : {}) },
          }),
        fail: ({ errorMessage }) => reject(new Error(errorMessage ?? 'not authorised')),
      });
    }),
  // The button asks the person; the number, encrypted for the node, is fetched once she agreed.
  phoneGrant: () =>
    new Promise((resolve, reject) => {
      my.getPhoneNumber({
        success({ response: message }) {
          const { response, sign } = JSON.parse(message) as { response: string; sign?: string };
          resolve(sign === undefined ? undefined : { response, sign });
        },
        fail: ({ errorMessage }) => reject(new Error(errorMessage ?? 'no phone number')),
      });
    }),
  brighten: (on) => {
    if (on) my.setScreenBrightness({ brightness: 1 });
    my.setKeepScreenOn({ keepScreenOn: on });
  },
  onScreenshot(told) {
    my.onUserCaptureScreen(told);
    return () => my.offUserCaptureScreen();
  },
  isOnline: () =>
    new Promise((resolve) => {
      my.getNetworkType({ success: ({ networkAvailable }) => resolve(networkAvailable), fail: () => resolve(true) });
    }),
  face: {
    channel: 'alipay',
    show: ({ verifyId, url = '' }) =>
      new Promise((resolve) => {
        my.startAPVerify({
          certifyId: verifyId,
          url,
          success: ({ resultStatus }) => resolve(shownBy[String(resultStatus)] ?? 'done'),
          fail: () => resolve('not-opened'),
        });
      }),
  },
  leaveFor: undefined,
  copy: (text) =>
    new Promise((resolve, reject) => {
      my.setClipboard({
        text,
        success: () => resolve(),
        fail: ({ errorMessage }) => reject(new Error(errorMessage ?? 'not copied')),
      });
    }),
  takeArrival: () => undefined,
  onSeen(told) {
    const [shown, hidden] = [() => told(true), () => told(false)];
    my.onAppShow(shown);
    my.onAppHide(hidden);
    return () => {
      my.offAppShow(shown);
      my.offAppHide(hidden);
    };
  },
  call: (number) => my.makePhoneCall({ number }),
  async pickPicture(mostBytes) {
    const path = await new Promise<string | undefined>((resolve, reject) => {
      my.chooseImage({
        count: 1,
        sizeType: ['compressed'],
        success: ({ apFilePaths, tempFilePaths }) => resolve((apFilePaths ?? tempFilePaths)?.[0]),
        fail: unlessCancelled(resolve, reject),
      });
    });
    if (path === undefined) return undefined;
    const content = await readFile(path);
    if (content.length <= mostBytes) return { content, source: path };
    const source = await compressed(path);
    return { content: await readFile(source), source };
  },
  scanCode: (album = false) =>
    new Promise((resolve, reject) => {
      my.scan({
        scanType: ['qrCode'],
        hideAlbum: !album,
        success: ({ code }) => resolve(code),
        // 10: she has closed the camera.
        fail: ({ error, errorMessage }) =>
          error === 10 ? resolve(undefined) : reject(new Error(errorMessage ?? 'nothing scanned')),
      });
    }),
  async pickPdf() {
    const path = await new Promise<string | undefined>((resolve, reject) => {
      my.chooseFileFromDisk({
        success: ({ apFilePath }) => resolve(apFilePath),
        fail: unlessCancelled(resolve, reject),
      });
    });
    return path === undefined ? undefined : readFile(path);
  },
  // It opens PDFs and has no way to hand over any other file.
  keepFile: undefined,
  homeScreen: { way: () => 'alipay-menu', ask: async () => false, onChange: () => () => undefined },
  print: undefined,
  update: undefined,
  openPdf(content, name) {
    const filePath = `${my.env.USER_DATA_PATH}/${name}`;
    return new Promise((resolve, reject) => {
      const fail = ({ errorMessage }: { errorMessage?: string }) => reject(new Error(errorMessage ?? 'not kept'));
      my.getFileSystemManager().writeFile({
        filePath,
        data: bufferOf(content),
        success: () => my.openDocument({ filePath, fileType: 'pdf', success: () => resolve(), fail }),
        fail,
      });
    });
  },
  language: my.getSystemInfoSync().language.startsWith('zh') ? 'zh' : 'en',
};

/** By the platform's words on how it ended: 6001 she left, 6002 no network. After any other, a refusal too, the node asks what came of it. */
const shownBy: Readonly<Record<string, FaceShown>> = { 6001: 'left', 6002: 'not-opened' };

/** A person who closes the chooser (error 11) has chosen nothing: that is no failure. */
function unlessCancelled(resolve: (nothing: undefined) => void, reject: (error: Error) => void) {
  return ({ error, errorMessage }: { error?: number; errorMessage?: string }) =>
    error === 11 ? resolve(undefined) : reject(new Error(errorMessage ?? 'nothing chosen'));
}

/** Level 1: low quality, and at most as large as a page of text needs. */
function compressed(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    my.compressImage({
      apFilePaths: [path],
      compressLevel: 1,
      success: ({ apFilePaths }) => resolve(apFilePaths[0] ?? path),
      fail: ({ errorMessage }) => reject(new Error(errorMessage ?? 'no picture')),
    });
  });
}

function readFile(filePath: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    my.getFileSystemManager().readFile({
      filePath,
      success: ({ data }) => resolve(new Uint8Array(data)),
      fail: ({ errorMessage }) => reject(new Error(errorMessage ?? 'not readable')),
    });
  });
}

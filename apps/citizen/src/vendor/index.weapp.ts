import { nodeUrl } from './node-url';
import { answerOf, bufferOf } from './transport';
import type { Vendor } from './vendor';
import type { WechatApi } from './wechat-api';

declare const wx: WechatApi;

/** WeChat mini-program: its API under its own names. */
export const vendor: Vendor = {
  name: 'weapp',
  nodeUrl,
  address: nodeUrl,
  start: () => undefined,
  transport: (url, { method, headers, body }) =>
    new Promise((resolve, reject) => {
      wx.request({
        url,
        method,
        header: headers,
        data: body,
        dataType: 'text',
        responseType: 'arraybuffer',
        timeout: 15_000,
        success: ({ statusCode, header, data }) =>
          resolve(answerOf({ status: statusCode, headers: header, body: data })),
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      });
    }),
  random: (length) =>
    new Promise((resolve, reject) => {
      wx.getRandomValues({
        length,
        success: ({ randomValues }) => resolve(new Uint8Array(randomValues)),
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      });
    }),
  read: (key) => wx.getStorageSync(key) || undefined,
  write: (key, value) => wx.setStorageSync(key, value),
  remove: (key) => wx.removeStorageSync(key),
  login: (phone) =>
    new Promise((resolve, reject) => {
      wx.login({
        success: ({ code }) =>
          resolve({
            channel: 'wechat',
            body: { loginCode: code, ...(phone !== undefined && 'code' in phone ? { phoneCode: phone.code } : {}) },
          }),
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      });
    }),
  async phoneGrant(detail) {
    const { code } = detail as { code?: string };
    return code === undefined ? undefined : { code };
  },
  brighten: (on) => {
    wx.setScreenBrightness({ value: on ? 1 : -1 });
    wx.setKeepScreenOn({ keepScreenOn: on });
  },
  onScreenshot(told) {
    wx.onUserCaptureScreen(told);
    return () => wx.offUserCaptureScreen(told);
  },
  isOnline: () =>
    new Promise((resolve) => {
      wx.getNetworkType({ success: ({ networkType }) => resolve(networkType !== 'none'), fail: () => resolve(true) });
    }),
  face: {
    channel: 'wechat',
    show: ({ verifyId }) =>
      new Promise((resolve) => {
        // Declined, no camera, no permission: she is told what else there is.
        wx.requestFacialVerify({ verifyId, success: () => resolve('done'), fail: () => resolve('left') });
      }),
  },
  leaveFor: undefined,
  copy: (data) =>
    new Promise((resolve, reject) => {
      wx.setClipboardData({ data, success: () => resolve(), fail: ({ errMsg }) => reject(new Error(errMsg)) });
    }),
  takeArrival: () => undefined,
  onSeen(told) {
    const [shown, hidden] = [() => told(true), () => told(false)];
    wx.onAppShow(shown);
    wx.onAppHide(hidden);
    return () => {
      wx.offAppShow(shown);
      wx.offAppHide(hidden);
    };
  },
  call: (phoneNumber) => wx.makePhoneCall({ phoneNumber }),
  async pickPicture(mostBytes) {
    const chosen = await new Promise<{ tempFilePath: string; size: number } | undefined>((resolve, reject) => {
      wx.chooseMedia({
        count: 1,
        mediaType: ['image'],
        sizeType: ['compressed'],
        success: ({ tempFiles }) => resolve(tempFiles[0]),
        fail: unlessCancelled(resolve, reject),
      });
    });
    if (chosen === undefined) return undefined;
    const source = chosen.size <= mostBytes ? chosen.tempFilePath : await compressed(chosen.tempFilePath);
    return { content: await readFile(source), source };
  },
  scanCode: (album = false) =>
    new Promise((resolve, reject) => {
      wx.scanCode({
        onlyFromCamera: !album,
        scanType: ['qrCode'],
        success: ({ result }) => resolve(result),
        fail: unlessCancelled(resolve, reject),
      });
    }),
  async pickPdf() {
    const path = await new Promise<string | undefined>((resolve, reject) => {
      wx.chooseMessageFile({
        count: 1,
        type: 'file',
        extension: ['pdf'],
        success: ({ tempFiles }) => resolve(tempFiles[0]?.path),
        fail: unlessCancelled(resolve, reject),
      });
    });
    return path === undefined ? undefined : readFile(path);
  },
  // A file reaches the person by being sent on, to herself or to a computer.
  keepFile(text, fileName) {
    const filePath = `${wx.env.USER_DATA_PATH}/${fileName}`;
    return new Promise((resolve, reject) => {
      const fail = ({ errMsg }: { errMsg: string }) => (/cancel/.test(errMsg) ? resolve() : reject(new Error(errMsg)));
      wx.getFileSystemManager().writeFile({
        filePath,
        data: bufferOf(new TextEncoder().encode(text)),
        success: () => wx.shareFileMessage({ filePath, fileName, success: () => resolve(), fail }),
        fail,
      });
    });
  },
  homeScreen: { way: () => 'wechat-menu', ask: async () => false, onChange: () => () => undefined },
  print: undefined,
  update: undefined,
  openPdf(content, name) {
    const filePath = `${wx.env.USER_DATA_PATH}/${name}`;
    return new Promise((resolve, reject) => {
      const fail = ({ errMsg }: { errMsg: string }) => reject(new Error(errMsg));
      wx.getFileSystemManager().writeFile({
        filePath,
        data: bufferOf(content),
        success: () => wx.openDocument({ filePath, fileType: 'pdf', showMenu: true, success: () => resolve(), fail }),
        fail,
      });
    });
  },
  language: wx.getAppBaseInfo().language.startsWith('zh') ? 'zh' : 'en',
};

/** A person who closes the chooser has chosen nothing: that is no failure. */
function unlessCancelled(resolve: (nothing: undefined) => void, reject: (error: Error) => void) {
  return ({ errMsg }: { errMsg: string }) => (/cancel/.test(errMsg) ? resolve(undefined) : reject(new Error(errMsg)));
}

function compressed(src: string): Promise<string> {
  return new Promise((resolve, reject) => {
    wx.compressImage({
      src,
      quality: 60,
      compressedWidth: 1300,
      success: ({ tempFilePath }) => resolve(tempFilePath),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
}

function readFile(filePath: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    wx.getFileSystemManager().readFile({
      filePath,
      success: ({ data }) => resolve(new Uint8Array(data)),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
}

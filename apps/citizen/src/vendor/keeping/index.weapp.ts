import { bufferOf } from '../transport';
import type { WechatApi } from '../wechat-api';
import type { Keeping } from './keeping';

declare const wx: WechatApi;

const encrypt = true;
const pathOf = (name: string) => `${wx.env.USER_DATA_PATH}/${name}`;

/** WeChat: storage with AES of its own, which only the asynchronous calls have, and files of which there may be 200 MB. */
export const keeping: Keeping = {
  read: (key) =>
    new Promise((resolve, reject) => {
      wx.getStorage({
        key,
        encrypt,
        success: ({ data }) => resolve(data),
        fail: ({ errMsg }) => (errMsg.includes('data not found') ? resolve(undefined) : reject(new Error(errMsg))),
      });
    }),
  write: (key, data) =>
    new Promise((resolve, reject) => {
      wx.setStorage({ key, data, encrypt, success: () => resolve(), fail: ({ errMsg }) => reject(new Error(errMsg)) });
    }),
  remove: async (key) => wx.removeStorageSync(key),
  readFile: (name) =>
    new Promise((resolve) => {
      wx.getFileSystemManager().readFile({
        filePath: pathOf(name),
        success: ({ data }) => resolve(new Uint8Array(data)),
        fail: () => resolve(undefined),
      });
    }),
  writeFile: (name, content) =>
    new Promise((resolve, reject) => {
      wx.getFileSystemManager().writeFile({
        filePath: pathOf(name),
        data: bufferOf(content),
        success: () => resolve(),
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      });
    }),
  removeFile: (name) =>
    new Promise((resolve) => {
      wx.getFileSystemManager().unlink({ filePath: pathOf(name), complete: resolve });
    }),
};

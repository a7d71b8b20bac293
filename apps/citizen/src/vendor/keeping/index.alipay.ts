import type { AlipayApi } from '../alipay-api';
import { bufferOf } from '../transport';
import type { Keeping } from './keeping';

declare const my: AlipayApi;

const pathOf = (name: string) => `${my.env.USER_DATA_PATH}/${name}`;

/** Alipay: storage that the platform seals by itself, 200 kB a name, and files. */
export const keeping: Keeping = {
  read: async (key) => my.getStorageSync({ key }).data ?? undefined,
  async write(key, data) {
    const { success, errorMessage } = my.setStorageSync({ key, data });
    if (success === false) throw new Error(errorMessage ?? 'not kept');
  },
  remove: async (key) => my.removeStorageSync({ key }),
  readFile: (name) =>
    new Promise((resolve) => {
      my.getFileSystemManager().readFile({
        filePath: pathOf(name),
        success: ({ data }) => resolve(new Uint8Array(data)),
        fail: () => resolve(undefined),
      });
    }),
  writeFile: (name, content) =>
    new Promise((resolve, reject) => {
      my.getFileSystemManager().writeFile({
        filePath: pathOf(name),
        data: bufferOf(content),
        success: () => resolve(),
        fail: ({ errorMessage }) => reject(new Error(errorMessage ?? 'not kept')),
      });
    }),
  removeFile: (name) =>
    new Promise((resolve) => {
      my.getFileSystemManager().unlink({ filePath: pathOf(name), complete: resolve });
    }),
};

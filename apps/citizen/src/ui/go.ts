import Taro from '@tarojs/taro';

/** Opens a page of the app over the one that is shown. */
export function goTo(page: string): void {
  void Taro.navigateTo({ url: `/pages/${page}` });
}

/** Opens a page in place of the one that is shown: what was done there is done. */
export function goOnTo(page: string): void {
  void Taro.redirectTo({ url: `/pages/${page}` });
}

import type { vendor } from '@/vendor';
import type { Bilingual } from '@/words/language';

type Way = ReturnType<typeof vendor.homeScreen.way>;

/** What she does, one thing after the other, where the platform does not ask. */
export const homeScreenSteps: Readonly<Record<Exclude<Way, 'ask' | 'there'>, readonly Bilingual[]>> = {
  'share-menu': [
    { zh: '用 Safari 打开本页', en: 'Open this page in Safari' },
    { zh: '点屏幕下方的「分享」', en: 'Tap Share at the bottom of the screen' },
    { zh: '选「添加到主屏幕」', en: 'Choose Add to Home Screen' },
  ],
  'browser-menu': [
    { zh: '打开浏览器的菜单', en: 'Open the menu of the browser' },
    { zh: '选「添加到桌面」或「安装应用」', en: 'Choose Add to Home screen, or Install app' },
  ],
  'wechat-menu': [
    { zh: '点右上角「···」', en: 'Tap ··· at the top right' },
    {
      zh: '选「添加到我的小程序」;安卓手机也可以选「添加到桌面」',
      en: 'Choose Add to My Mini Programs; on Android also Add to Home Screen',
    },
    { zh: '以后在微信首页下拉就能看到', en: 'From then on pull down the chats of WeChat to find it' },
  ],
  'alipay-menu': [
    { zh: '点右上角「···」', en: 'Tap ··· at the top right' },
    { zh: '选「收藏」;安卓手机也可以选「添加到桌面」', en: 'Choose Favourite; on Android also Add to Home Screen' },
    { zh: '以后在支付宝「我的小程序」里就能看到', en: 'From then on it is among your mini programs in Alipay' },
  ],
};

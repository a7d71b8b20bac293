declare function defineAppConfig(config: import('@tarojs/taro').AppConfig): import('@tarojs/taro').AppConfig;
declare function definePageConfig(config: import('@tarojs/taro').PageConfig): import('@tarojs/taro').PageConfig;
declare module '*.css';
/** Given when the app is built. */
declare const process: {
  readonly env: {
    readonly TARO_APP_NODE_URL: string;
    readonly TARO_APP_VERSION: string;
    readonly TARO_ENV: 'weapp' | 'alipay' | 'h5';
  };
};

/** Where a mini-program finds its province's node: put in when it is built (`TARO_APP_NODE_URL`). */
export const nodeUrl = process.env.TARO_APP_NODE_URL;

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is used of webpack-chain and of webpack: Taro hands both over. */
interface Chain {
  readonly resolve: { readonly alias: { set(name: string, path: string): Chain['resolve']['alias'] } };
  plugin(name: string): { use(plugin: unknown, options: readonly unknown[]): void };
}

interface Webpack {
  readonly ProvidePlugin: unknown;
}

const here = (path: string) => join(__dirname, '..', path);
const checkout = (path: string) => here(join('../..', path));
const target = process.env['TARO_ENV'] ?? '';
/** Sources outside `src` that are compiled with it: the codec and the typed client, and what the codec stands on. */
const outside = [
  checkout('packages'),
  checkout('node_modules/@noble'),
  here('node_modules/qr'),
  here('dist/.generated'),
];
/** Put in when it is built: what is left of `process` would be looked for on the telephone, which has none. */
const nodeUrl = process.env['TARO_APP_NODE_URL'] ?? 'https://node.invalid';
const { version } = JSON.parse(readFileSync(here('package.json'), 'utf8')) as { version: string };
/** Lengths are pixels everywhere. */
const pxtransform = { enable: false };
/** With the hash of the content in its name a file may be kept for ever. */
const hashed = (folder: string, ending: string) => `${folder}/[name].[contenthash:8].${ending}`;

function addSources(chain: Chain, webpack: Webpack): void {
  chain.resolve.alias
    .set('@tongxing/codec/es256$', checkout('packages/codec/src/es256.ts'))
    .set('@tongxing/codec/sm2-sm3$', checkout('packages/codec/src/sm2-sm3.ts'))
    .set('@tongxing/codec$', checkout('packages/codec/src/index.ts'))
    .set('@tongxing/contract$', here('dist/.generated/contract.ts'))
    .set('@tongxing/device$', checkout('packages/device/src/index.ts'))
    .set('@tongxing/rules$', checkout('packages/rules/src/index.ts'))
    .set('fflate$', here('node_modules/fflate'));
  if (target === 'h5') return;
  // Mini-programs have no TextEncoder and no TextDecoder.
  const coding = here('src/vendor/text-coding.ts');
  const provided = { TextEncoder: [coding, 'TextEncoder'], TextDecoder: [coding, 'TextDecoder'] };
  chain.plugin('text-coding').use(webpack.ProvidePlugin, [provided]);
}

const platform = { compile: { include: outside }, webpackChain: addSources };

export default {
  projectName: 'tongxing-citizen',
  date: '2026-11-22',
  designWidth: 375,
  deviceRatio: { 375: 2 },
  sourceRoot: 'src',
  // Beside the last build, which is served until this one is complete.
  outputRoot: `dist/.building/${target}`,
  framework: 'react',
  plugins: ['@tarojs/plugin-html', here('config/accessibility.ts')],
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  env: { TARO_APP_NODE_URL: JSON.stringify(nodeUrl), TARO_APP_VERSION: JSON.stringify(version) },
  alias: { '@': here('src') },
  mini: { ...platform, postcss: { pxtransform } },
  h5: {
    ...platform,
    // A tag is what it is on the web: there are no components of Taro's own in this app.
    postcss: { pxtransform, htmltransform: { enable: false } },
    publicPath: './',
    staticDirectory: 'static',
    router: { mode: 'hash' },
    output: { filename: hashed('js', 'js'), chunkFilename: hashed('chunk', 'js') },
    miniCssExtractPluginOption: { filename: hashed('css', 'css'), chunkFilename: hashed('css', 'css') },
  },
};

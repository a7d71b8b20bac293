import type { ProvinceProfile } from '../province.ts';
import type { WebApp } from './web-app.ts';

/** The citizen's app for the web, under the name of the province's code. */
export function citizenApp(
  folder: string | undefined,
  { codeName, brandColour }: Pick<ProvinceProfile, 'codeName' | 'brandColour'>,
): WebApp {
  const icon = (side: number) => ({ src: `icons/${side}.png`, sizes: `${side}x${side}`, type: 'image/png' });
  const manifest = {
    id: './',
    name: `${codeName.zh} ${codeName.en}`,
    short_name: codeName.zh,
    lang: 'zh-CN',
    start_url: './',
    scope: './',
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: brandColour,
    icons: [192, 512].flatMap((side) => [icon(side), { ...icon(side), purpose: 'maskable' }]),
  };
  return { path: '/app', folder, manifest };
}

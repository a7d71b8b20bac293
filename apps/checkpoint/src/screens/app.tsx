import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { tellingOfDevice } from '../telling/tell.ts';
import { languageOfDevice, speakerOf, SpokenIn } from '../words/language.ts';
import type { Settings } from './more.tsx';
import { NotOpenedScreen, StartingScreen } from './starting.tsx';

/** What is shown once the device can judge. */
export type Ready = (settings: Settings, change: (settings: Settings) => void) => ComponentChildren;

/** The whole app. @param load what judges and what shows it; it may fail where the browser keeps nothing */
export function App({ load }: { readonly load: () => Promise<Ready> }) {
  const [ready, setReady] = useState<{ readonly show: Ready }>();
  const [failure, setFailure] = useState<unknown>();
  const [settings, setSettings] = useState<Settings>({ language: languageOfDevice(), telling: tellingOfDevice() });
  useEffect(() => {
    load().then((show) => setReady({ show }), setFailure);
  }, []);
  useEffect(() => {
    document.documentElement.lang = settings.language === 'zh' ? 'zh-CN' : 'en';
  }, [settings.language]);
  return (
    <SpokenIn value={speakerOf(settings.language)}>
      <main class="app">{screen()}</main>
    </SpokenIn>
  );

  function screen() {
    if (failure !== undefined) return <NotOpenedScreen failure={failure} />;
    return ready === undefined ? <StartingScreen /> : ready.show(settings, setSettings);
  }
}

import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { tellingOfDevice } from '../telling/tell.ts';
import { languageOfDevice, speakerOf, SpokenIn } from '../words/language.ts';
import type { Settings } from './more.tsx';
import { ElsewhereScreen } from './elsewhere.tsx';
import { NotOpenedScreen, StartingScreen } from './starting.tsx';

/** What is shown once the device can judge. */
export type Ready = (settings: Settings, change: (settings: Settings) => void) => ComponentChildren;

/** Told where another window works as this device, with what makes this one take over. */
export type Elsewhere = (takeOver: () => void) => void;

/** The whole app. @param load what judges and what shows it; it may fail where the browser keeps nothing */
export function App({ load }: { readonly load: (elsewhere: Elsewhere) => Promise<Ready> }) {
  const [ready, setReady] = useState<{ readonly show: Ready }>();
  const [failure, setFailure] = useState<unknown>();
  const [elsewhere, setElsewhere] = useState<{ readonly takeOver: () => void }>();
  const [settings, setSettings] = useState<Settings>({ language: languageOfDevice(), telling: tellingOfDevice() });
  useEffect(() => {
    load((takeOver) => setElsewhere({ takeOver })).then((show) => setReady({ show }), setFailure);
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
    if (ready !== undefined) return ready.show(settings, setSettings);
    return elsewhere === undefined ? <StartingScreen /> : <ElsewhereScreen takeOver={elsewhere.takeOver} />;
  }
}

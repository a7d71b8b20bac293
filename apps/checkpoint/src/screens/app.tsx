import { useEffect, useReducer, useState } from 'preact/hooks';
import type { Opened } from '../open.ts';
import { tellingOfDevice } from '../telling/tell.ts';
import { languageOfDevice, speakerOf, SpokenIn } from '../words/language.ts';
import { DoorScreen } from './door.tsx';
import { EnrolScreen } from './enrol.tsx';
import { MoreScreen, type Settings } from './more.tsx';
import { PlaceDisplayScreen } from './place-display.tsx';
import { NotOpenedScreen, StartingScreen } from './starting.tsx';

/** The whole app. @param load what judges; it may fail where the browser keeps nothing */
export function App({ load }: { readonly load: () => Promise<Opened> }) {
  const [opened, setOpened] = useState<Opened>();
  const [failure, setFailure] = useState<unknown>();
  const [settings, setSettings] = useState<Settings>({ language: languageOfDevice(), telling: tellingOfDevice() });
  const [over, setOver] = useState<'more' | 'place'>();
  const [, draw] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    load().then((ready) => {
      ready.device.onChange(() => draw(undefined));
      ready.session.onChange(() => draw(undefined));
      setOpened(ready);
    }, setFailure);
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
    if (opened === undefined) return <StartingScreen />;
    const { device } = opened;
    const state = device.state();
    if (!state.enrolled || state.profile === undefined) return <EnrolScreen device={device} state={state} />;
    return (
      <>
        <DoorScreen
          opened={opened}
          profile={state.profile}
          telling={settings.telling}
          hidden={over !== undefined}
          openMore={() => setOver('more')}
        />
        {over === 'more' && (
          <MoreScreen
            device={device}
            settings={settings}
            change={setSettings}
            showPlace={() => setOver('place')}
            close={() => setOver(undefined)}
          />
        )}
        {over === 'place' && <PlaceDisplayScreen device={device} close={() => setOver(undefined)} />}
      </>
    );
  }
}

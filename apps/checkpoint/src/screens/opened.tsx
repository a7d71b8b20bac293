import { useEffect, useReducer, useState } from 'preact/hooks';
import type { Collecting } from '../collection/open.ts';
import type { Opened } from '../open.ts';
import { DoorScreen } from './door.tsx';
import { EnrolScreen } from './enrol.tsx';
import { MoreScreen, type Settings } from './more.tsx';
import { PlaceDisplayScreen } from './place-display.tsx';

interface Props {
  readonly opened: Opened;
  readonly settings: Settings;
  readonly change: (settings: Settings) => void;
}

/** What a device shows that can judge: it is loaded with what judges, after the first paint. */
export function OpenedScreens({ opened, settings, change }: Props) {
  const { device, session } = opened;
  const [over, setOver] = useState<'more' | 'place' | 'collection'>();
  const [collecting, setCollecting] = useState<Collecting>();
  const [, draw] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    device.onChange(() => draw(undefined));
    session.onChange(() => draw(undefined));
  }, [device, session]);
  const state = device.state();
  const tubeSizes = state.profile?.collection?.tubeSizes;
  useEffect(() => {
    if (tubeSizes === undefined) return;
    void opened.collecting().then((loaded) => {
      setCollecting(loaded);
      if (loaded.isUnderWay) setOver('collection');
    });
  }, [tubeSizes === undefined]);
  if (!state.enrolled || state.profile === undefined) return <EnrolScreen device={device} state={state} />;
  if (over === 'collection' && collecting !== undefined && tubeSizes !== undefined)
    return (
      <collecting.Screen
        device={device}
        desk={collecting.desk}
        sizes={tubeSizes}
        telling={settings.telling}
        close={() => setOver(undefined)}
      />
    );
  return (
    <>
      <DoorScreen
        opened={opened}
        profile={state.profile}
        telling={settings.telling}
        hidden={over !== undefined}
        openMore={() => setOver('more')}
        collect={collecting && (() => setOver('collection'))}
      />
      {over === 'more' && (
        <MoreScreen
          device={device}
          settings={settings}
          change={change}
          showPlace={() => setOver('place')}
          close={() => setOver(undefined)}
        />
      )}
      {over === 'place' && <PlaceDisplayScreen device={device} close={() => setOver(undefined)} />}
    </>
  );
}

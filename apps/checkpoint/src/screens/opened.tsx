import { useEffect, useReducer, useState } from 'preact/hooks';
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
  const [over, setOver] = useState<'more' | 'place'>();
  const [, draw] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    device.onChange(() => draw(undefined));
    session.onChange(() => draw(undefined));
  }, [device, session]);
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
          change={change}
          showPlace={() => setOver('place')}
          close={() => setOver(undefined)}
        />
      )}
      {over === 'place' && <PlaceDisplayScreen device={device} close={() => setOver(undefined)} />}
    </>
  );
}

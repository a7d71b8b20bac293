import { boxNeedsCare, needsCare, tubeIn, type Desk } from '@tongxing/device/collection';
import type { Device } from '@tongxing/device';
import { useState } from 'preact/hooks';
import { Header } from '../screens/header.tsx';
import type { Telling } from '../telling/tell.ts';
import { useWords } from '../words/language.ts';
import { BeginTube } from './begin-tube.tsx';
import { FillBox } from './fill-box.tsx';
import { FillTube } from './fill-tube.tsx';
import { TubeList } from './tube-list.tsx';
import { TubePage } from './tube-page.tsx';
import './style.css';

interface Props {
  readonly device: Device;
  readonly desk: Desk;
  readonly sizes: readonly number[];
  readonly telling: Telling;
  readonly close: () => void;
}

type Place =
  | { readonly at: 'sampling'; readonly tube?: string | undefined }
  | { readonly at: 'tubes' }
  | { readonly at: 'tube'; readonly tube: string }
  | { readonly at: 'box'; readonly box?: string };

/** Samples are registered: a person into a tube, a tube into a box. */
export function CollectionScreen({ device, desk, sizes, telling, close }: Props) {
  const t = useWords();
  const collection = desk.collection();
  const [place, setPlace] = useState<Place>({ at: 'sampling', tube: openTube(desk) });
  const send = () => void device.send();
  const sample = (tube?: string) => setPlace({ at: 'sampling', tube });
  const refused = desk.refused();
  return (
    <div class="door collection">
      <Header state={device.state()} />
      {refused !== undefined && (
        <p class="trouble" role="alert">
          {t.say(refused.titles)} {t.say(refused.cure)}
        </p>
      )}
      {screen()}
    </div>
  );

  function screen() {
    const tube = place.at === 'sampling' || place.at === 'tube' ? tubeIn(collection, place.tube ?? '') : undefined;
    if (place.at === 'tubes' || (place.at === 'tube' && tube === undefined))
      return (
        <TubeList
          collection={collection}
          show={(number) => setPlace({ at: 'tube', tube: number })}
          showBox={(box) => setPlace({ at: 'box', box })}
          back={() => sample(openTube(desk))}
        />
      );
    if (place.at === 'box')
      return (
        <FillBox
          desk={desk}
          box={collection.boxes.find(({ box }) => box === place.box)}
          begun={(box) => setPlace({ at: 'box', box })}
          closed={() => {
            setPlace({ at: 'tubes' });
            send();
          }}
          back={() => sample(openTube(desk))}
        />
      );
    if (place.at === 'tube' && tube !== undefined)
      return (
        <TubePage
          key={tube.tube}
          desk={desk}
          tube={tube}
          sizes={sizes}
          changed={send}
          fill={() => sample(tube.tube)}
          renamed={(number) => {
            setPlace({ at: 'tube', tube: number });
            send();
          }}
          back={() => setPlace({ at: 'tubes' })}
        />
      );
    if (tube === undefined)
      return (
        <BeginTube
          desk={desk}
          sizes={sizes}
          begun={(number) => {
            sample(number);
            send();
          }}
          foot={ways()}
        />
      );
    return (
      <FillTube
        key={tube.tube}
        desk={desk}
        tube={tube}
        telling={telling}
        closed={() => {
          sample();
          send();
        }}
        showSamples={() => setPlace({ at: 'tube', tube: tube.tube })}
        foot={ways()}
      />
    );
  }

  function ways() {
    const care = collection.tubes.filter(needsCare).length + collection.boxes.filter(boxNeedsCare).length;
    return (
      <nav class="bar" aria-label={t('其他', 'Other things')}>
        <button class={care > 0 ? 'button care' : 'button'} type="button" onClick={() => setPlace({ at: 'tubes' })}>
          {care > 0 ? t(`待处理 ${care}`, `${care} to settle`) : t('各管', 'Tubes')}
        </button>
        <button class="button" type="button" onClick={() => setPlace({ at: 'box' })}>
          {t('装箱', 'Box')}
        </button>
        <button class="button" type="button" onClick={close}>
          {t('查验', 'Checking')}
        </button>
      </nav>
    );
  }
}

/** The tube that is being filled, also after the app was closed in between. */
export function openTube(desk: Desk): string | undefined {
  return desk.collection().tubes.findLast(({ closed }) => closed === undefined)?.tube;
}

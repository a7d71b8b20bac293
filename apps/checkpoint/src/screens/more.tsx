import { age, type Device } from '@tongxing/device';
import { useState } from 'preact/hooks';
import { chooseRegistering, registersVisits } from '../browser/registering.ts';
import { chooseTelling, type Telling } from '../telling/tell.ts';
import { chooseLanguage, useWords, type Language } from '../words/language.ts';

import { ShiftPart } from './shift.tsx';

export interface Settings {
  readonly language: Language;
  readonly telling: Telling;
}

interface Props {
  readonly device: Device;
  readonly settings: Settings;
  readonly change: (settings: Settings) => void;
  readonly showPlace: () => void;
  readonly close: () => void;
}

/** What a guard sets once, and what an administrator asks her about the device. */
export function MoreScreen({ device, settings, change, showPlace, close }: Props) {
  const t = useWords();
  const { profile, fetchedAt, connection, waiting, clockAhead } = device.state();
  const { language, telling } = settings;
  const [registering, setRegistering] = useState(registersVisits());
  const speak = (chosen: Language) => {
    chooseLanguage(chosen);
    change({ ...settings, language: chosen });
  };
  const sound = (chosen: Telling) => {
    chooseTelling(chosen);
    change({ ...settings, telling: chosen });
  };
  const rows: readonly (readonly [name: string, value: string])[] = [
    [t('场所', 'Venue'), profile?.venue.name ?? ''],
    [
      t('网络', 'Network'),
      connection === 'online'
        ? t('已连上服务器', 'The server answers')
        : t('没有连上服务器', 'The server does not answer'),
    ],
    [
      t('规则和状态列表', 'Rules and status lists'),
      fetchedAt === undefined ? '' : t.say(age(Date.now() / 1000 - fetchedAt)),
    ],
    [t('待上传的记录', 'Records to be sent'), String(waiting)],
    [t('本机时间', 'Clock'), clockWords(clockAhead)],
  ];
  return (
    <section class="page more">
      <h1>{t('更多', 'More')}</h1>
      <fieldset class="choices">
        <legend>语言 Language</legend>
        {(['zh', 'en'] as const).map((each) => (
          <button key={each} class="button" type="button" aria-pressed={language === each} onClick={() => speak(each)}>
            {each === 'zh' ? '中文' : 'English'}
          </button>
        ))}
      </fieldset>
      <fieldset class="choices">
        <legend>{t('结论怎样告诉您', 'How you are told')}</legend>
        <button
          class="button"
          type="button"
          aria-pressed={telling.voice}
          onClick={() => sound({ ...telling, voice: !telling.voice })}
        >
          {t('语音', 'Voice')}
        </button>
        <button
          class="button"
          type="button"
          aria-pressed={telling.vibration}
          onClick={() => sound({ ...telling, vibration: !telling.vibration })}
        >
          {t('振动', 'Vibration')}
        </button>
      </fieldset>
      <ShiftPart device={device} />
      <fieldset class="choices">
        <legend>{t('场所码和到访', 'Place code and visits')}</legend>
        <button
          class="button"
          type="button"
          aria-pressed={registering}
          onClick={() => {
            chooseRegistering(!registering);
            setRegistering(!registering);
          }}
        >
          {t('扫码时登记到访', 'Register visits as I scan')}
        </button>
        <button class="button" type="button" onClick={showPlace}>
          {t('在门口显示场所码', 'Show the place code at the door')}
        </button>
      </fieldset>
      <dl class="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <button class="button" type="button" onClick={() => void device.refresh()}>
        {t('现在更新并上传', 'Update and send now')}
      </button>
      <button class="button main" type="button" onClick={close}>
        {t('回到查验', 'Back to checking')}
      </button>
    </section>
  );

  function clockWords(seconds: number): string {
    if (Math.abs(seconds) < 2) return t('与服务器一致', 'Agrees with the server');
    return seconds > 0 ? t(`快 ${seconds} 秒`, `${seconds} s fast`) : t(`慢 ${-seconds} 秒`, `${-seconds} s slow`);
  }
}

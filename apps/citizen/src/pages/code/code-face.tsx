import Taro, { useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { colourSigns } from '@tongxing/contract';
import { now, needsStrips, present, showsUntil, stripNow, takeStrips } from '@/phone/code';
import { qrPicture } from '@/phone/qr-picture';
import { refreshPerson } from '@/api/person';
import { useTask } from '@/api/task';
import { getKept } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { Comparing } from '@/ui/comparing';
import { Button, ColourSign, Rows, TroubleBox } from '@/ui/kit';
import { documentName } from '@/ui/documents';
import { goTo } from '@/ui/go';
import { vendor } from '@/vendor';
import { ago, clockTime, dayAndTime } from '@/words/times';
import { HomeScreenHint } from './home-screen-hint';

const usualRefreshSeconds = 30;

/** The code as it is shown at a door. Everything on it is on the phone: it is drawn, and renewed, without any request. */
export function CodeFace() {
  const kept = useKept();
  const t = useWords();
  const task = useTask('look');
  const { picture, at, renew } = useShowing();
  useBrightness();
  const [captured, setCaptured] = useState(false);
  useEffect(() => vendor.onScreenshot(() => setCaptured(true)), []);
  const { me, code, health, strips, province, actingFor } = kept;
  const sign = colourSigns[code?.colour ?? health?.colour ?? 'pending'];
  const test = health?.reasons.flatMap(({ facts }) => facts).find(({ source }) => source === 'nat-laboratory');
  return (
    <div className={`code-face ${sign.tone}`}>
      <p className="owner">
        <span className="owner-name">{me?.maskedName ?? ''}</span>
        <span>
          {documentName(t, me?.documentType ?? '10')} <span className="whole">…{me?.lastFour ?? ''}</span>
        </span>
        {actingFor !== undefined && (
          <span className="shown-by">{t('家人的码,由您代为出示', 'The code of your family, shown by you')}</span>
        )}
      </p>
      <button
        type="button"
        className="show"
        aria-label={t('立即更新二维码', 'Renew the QR code at once')}
        onClick={renew}
      >
        {picture !== undefined && (
          <img
            className="qr"
            src={picture}
            alt={t(
              `健康码二维码,${t.say(sign.word)},出示给查验人员`,
              `QR of your health code, ${t.say(sign.word)}, to be shown at a checkpoint`,
            )}
          />
        )}
      </button>
      <div className="moving" aria-hidden="true">
        <span className="moving-band" />
      </div>
      <p className="clock" role="timer">
        {clockTime(at)}
      </p>
      <ColourSign sign={sign} />
      <Comparing />
      {captured && (
        <p className="notice" role="status">
          {province === undefined ? '' : t.say(province.screenshots)}
        </p>
      )}
      <Rows
        rows={[
          code === undefined ? undefined : [t('有效至', 'Valid until'), dayAndTime(t, code.validTo)],
          test === undefined
            ? undefined
            : [
                t('核酸', 'NAT'),
                t(
                  `${dayAndTime(t, test.observedAt)} 采样,${dayAndTime(t, test.receivedAt)} 报告`,
                  `sampled ${dayAndTime(t, test.observedAt)}, reported ${dayAndTime(t, test.receivedAt)}`,
                ),
              ],
          [t('没有网络可用到', 'Works offline until'), dayAndTime(t, showsUntil(strips))],
        ]}
      />
      {health !== undefined && (
        <button
          type="button"
          className="why-line"
          onClick={() => void Taro.navigateTo({ url: '/pages/reasons/index' })}
        >
          <span>
            {health.reasons[0] === undefined ? t('为什么是这个颜色', 'Why this colour') : t.say(health.reasons[0].text)}
          </span>
          <span className="why-more">{t('原因、期限和申诉', 'Reasons, end and appeal')} ›</span>
        </button>
      )}
      {health !== undefined && health.colour !== 'green' && (
        <Button onClick={() => void Taro.navigateTo({ url: '/pages/abnormal/index' })}>
          {t('现在怎么办', 'What to do now')}
        </Button>
      )}
      <Button kind="plain" busy={task.busy} onClick={() => task.run(renewHeld)}>
        {needsStrips(strips, at)
          ? t('联网更新(快用完了)', 'Update online (running out)')
          : t('联网更新', 'Update online')}
      </Button>
      {health !== undefined && (
        <p className="fine">
          {t(
            `颜色核对于${ago(t, at - Date.parse(health.decidedAt))}`,
            `Colour decided ${ago(t, at - Date.parse(health.decidedAt))}`,
          )}
        </p>
      )}
      <TroubleBox task={task} />
      <Button kind="quiet" onClick={() => goTo('scan-trouble/index')}>
        {t('扫码不通过?', 'The scan fails?')}
      </Button>
      <HomeScreenHint />
    </div>
  );
}

async function renewHeld(): Promise<void> {
  await refreshPerson();
  await takeStrips();
}

/** The picture of this moment, drawn anew at the pace of the province; and the second hand. */
function useShowing() {
  const [at, setAt] = useState(now);
  const [shown, setShown] = useState<{ picture: string; at: number }>();
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    const ticking = setInterval(() => setAt(now()), 1000);
    return () => clearInterval(ticking);
  }, []);
  const refreshMs = (getKept().province?.displayRefreshSeconds ?? usualRefreshSeconds) * 1000;
  const turn = Math.floor(at / refreshMs);
  useEffect(() => {
    const moment = now();
    const held = stripNow(getKept().strips, moment);
    if (held === undefined) return setShown(undefined);
    let current = true;
    present(held, moment).then(
      (text) => current && setShown({ picture: qrPicture(text), at: moment }),
      () => current && setShown(undefined),
    );
    return () => {
      current = false;
    };
  }, [turn, asked]);
  return { picture: shown?.picture, at, renew: () => setAsked((times) => times + 1) };
}

function useBrightness(): void {
  useDidShow(() => vendor.brighten(true));
  useDidHide(() => vendor.brighten(false));
  useEffect(() => () => vendor.brighten(false), []);
}

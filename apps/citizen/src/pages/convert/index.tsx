import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { leavesToAgree } from '@/api/consent';
import { learnProvince } from '@/api/node';
import { useTask } from '@/api/task';
import { HealthForm } from '@/forms/health-form';
import { StayList } from '@/forms/stay-list';
import { homeFor } from '@/forms/stays';
import { isDivision } from '@/forms/is-division';
import { getKept, keepDraft } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { Button, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { StepButtons, StepProgress } from '@/ui/steps';
import { ConsentPart } from './consent-part';
import { DestinationPart } from './destination-part';
import { OriginPart } from './origin-part';
import { OtherWays } from './other-ways';
import { SendPart } from './send-part';
import { SendingPart } from './sending-part';

const parts = ['origin', 'destination', 'health', 'itinerary', 'consent', 'pledge'] as const;
type Part = (typeof parts)[number];

/** From another province's code to one of this province: one thing at a time, kept on the phone until it is sent. */
export default function Convert() {
  const { drafts, me } = useKept();
  const t = useWords();
  const task = useTask();
  const sendTask = useTask();
  const { part: asked, origin, destination } = useRouter().params;
  useEffect(() => task.run(learnProvince), [task.run]);
  useEffect(() => keepAsked(origin, destination), [origin, destination]);
  return (
    <Page title={t('转换外省的码', 'Convert a code')}>
      {me?.verified !== true ? (
        <>
          <p className="lead">
            {t('先做一次实名认证,再回到这里。', 'Your name and document are checked once; then you come back here.')}
          </p>
          <Button onClick={() => void Taro.navigateTo({ url: '/pages/verify/index' })}>
            {t('实名认证', 'Real-name check')}
          </Button>
        </>
      ) : drafts.sending !== undefined ? (
        <SendingPart sending={drafts.sending} task={sendTask} />
      ) : sendTask.busy ? (
        <Waiting>{t('已收到,正在打开', 'It has arrived; opening it')}</Waiting>
      ) : (
        // Refused, it comes back to the last step.
        <Form asked={sendTask.trouble === undefined ? asked : 'pledge'} />
      )}
      <TroubleBox task={task} />
      <TroubleBox task={sendTask} />
      {sendTask.trouble?.code === 'conversion-open' && (
        <Button kind="plain" onClick={() => void Taro.redirectTo({ url: '/pages/conversions/index' })}>
          {t('查看我的申请', 'See my applications')}
        </Button>
      )}
    </Page>
  );
}

/** A checkpoint knows whose code it was and where: what she has entered herself stays. */
function keepAsked(origin: string | undefined, destination: string | undefined): void {
  const known = {
    ...(isDivision(origin) ? { originDivision: origin } : {}),
    ...(isDivision(destination) ? { destination } : {}),
  };
  if (Object.keys(known).length > 0) keepDraft({ conversion: { ...known, ...getKept().drafts.conversion } });
}

function Form({ asked }: { readonly asked: string | undefined }) {
  const { drafts, me, province } = useKept();
  const [part, setPart] = useState<Part>(parts.find((each) => each === asked) ?? 'origin');
  const entered = drafts.conversion ?? {};
  const answers = drafts.answers ?? { symptoms: [], contactWithCase: false };
  const stays = drafts.stays ?? homeFor(me?.residence ?? entered.originDivision, Date.now());
  const step = parts.indexOf(part);
  const go = (to: number) => setPart(parts[to] as Part);
  const enter = (changed: typeof entered) => keepDraft({ conversion: { ...entered, ...changed } });
  const { originDivision } = entered;
  const mayGoOn = part === 'origin' ? originDivision !== undefined : part === 'itinerary' ? stays.length > 0 : true;
  const atHome = (origin: string) => (
    <ConsentPart originDivision={origin} onLeave={() => enter({ way: undefined })} onDone={() => go(step + 1)} />
  );
  return (
    <>
      <StepProgress step={step} of={parts.length} />
      {part === 'origin' && <OriginPart chosen={originDivision} onChoose={(code) => enter({ originDivision: code })} />}
      {part === 'destination' && (
        <DestinationPart chosen={entered.destination} onChoose={(code) => enter({ destination: code })} />
      )}
      {part === 'health' && <HealthForm answers={answers} onChange={(changed) => keepDraft({ answers: changed })} />}
      {part === 'itinerary' && <StayList stays={stays} onChange={(changed) => keepDraft({ stays: changed })} />}
      {part === 'consent' && originDivision !== undefined && (
        <>
          {leavesToAgree && atHome(originDivision)}
          <OtherWays
            onChoose={(way) => {
              enter({ way });
              go(step + 1);
            }}
          />
          {!leavesToAgree && atHome(originDivision)}
        </>
      )}
      {part === 'pledge' && originDivision !== undefined && province !== undefined && (
        <SendPart entered={{ ...entered, originDivision }} answers={answers} stays={stays} province={province} />
      )}
      <StepButtons
        step={step}
        onStep={go}
        next={step < parts.indexOf('consent') && (part !== 'destination' || entered.destination !== undefined)}
        mayGoOn={mayGoOn}
      />
    </>
  );
}

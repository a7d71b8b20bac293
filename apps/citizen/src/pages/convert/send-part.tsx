import Taro from '@tarojs/taro';
import { ProblemError, type schemas } from '@tongxing/contract';
import { useRef, useState } from 'react';
import { broughtConsent } from '@/api/consent';
import { sendApplication } from '@/api/conversions';
import { useIntent } from '@/api/intent';
import { useTask } from '@/api/task';
import type { Ticket } from '@/api/turn';
import type { EnteredStay } from '@/forms/check-stays';
import { confirmed, PledgeCard, usePledge } from '@/forms/pledge-card';
import { upToNow } from '@/forms/stays';
import { useKept, useWords } from '@/store/hooks';
import type { ConversionEntered, Kept } from '@/store/kept';
import { Button, TroubleBox, Waiting } from '@/ui/kit';

interface SendPartProps {
  readonly entered: ConversionEntered & { readonly originDivision: string };
  readonly answers: schemas.HealthAnswers;
  readonly stays: readonly EnteredStay[];
  readonly province: NonNullable<Kept['province']>;
}

/** The pledge, and off it goes; where many apply it waits its turn by itself. */
export function SendPart({ entered, answers, stays, province }: SendPartProps) {
  const { drafts } = useKept();
  const t = useWords();
  const task = useTask();
  const pledge = usePledge();
  const [promised, setPromised] = useState(false);
  const [place, setPlace] = useState<Ticket>();
  const intent = useIntent();
  const sending = useRef<schemas.ConversionApplication>();
  const { originDivision, destination } = entered;
  const consent = broughtConsent(drafts.consent, originDivision);
  const send = async () => {
    if (pledge.text === undefined || consent === undefined) return;
    sending.current ??= {
      originDivision,
      scope: scopeFor(province, destination),
      ...(destination === undefined ? {} : { destination }),
      consent,
      answers,
      stays: upToNow(stays),
      pledge: confirmed(pledge.text),
    };
    try {
      const { conversionId } = await sendApplication(sending.current, await intent(sending.current), setPlace);
      await Taro.redirectTo({ url: `/pages/conversion/index?id=${conversionId}` });
    } catch (error) {
      // Refused is refused: what is sent next is another request. Without an answer it is the same one again.
      if (error instanceof ProblemError && error.problem.status < 500) sending.current = undefined;
      throw error;
    }
  };
  return (
    <>
      {consent === undefined && (
        <p className="notice">
          {t('还没有原省份的授权,请回到上一步。', 'Your province has not been asked yet; please go one step back.')}
        </p>
      )}
      <PledgeCard pledge={pledge} promised={promised} onPromise={setPromised} />
      <Button
        disabled={!promised || pledge.text === undefined || consent === undefined}
        busy={task.busy}
        onClick={() => task.run(send)}
      >
        {t('提交申请', 'Send the application')}
      </Button>
      {place !== undefined && (
        <Waiting>
          {t(
            `现在申请的人很多,您前面还有 ${place.ahead} 人。轮到您时自动提交,请留在此页。`,
            `Many are applying; ${place.ahead} before you. It is sent by itself when your turn comes: please stay on this page.`,
          )}
        </Waiting>
      )}
      <TroubleBox task={task} />
      {task.trouble?.code === 'conversion-open' && (
        <Button kind="plain" onClick={() => void Taro.redirectTo({ url: '/pages/conversions/index' })}>
          {t('查看我的申请', 'See my applications')}
        </Button>
      )}
    </>
  );
}

/** What the code is to be for: the province, or the city of the destination where codes are for cities. */
export function scopeFor({ division, codeScope }: SendPartProps['province'], destination: string | undefined): string {
  return codeScope === 'city' && destination !== undefined ? `${destination.slice(0, 4)}00` : division;
}

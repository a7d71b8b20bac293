import { type schemas } from '@tongxing/contract';
import { useState } from 'react';
import { broughtConsent } from '@/api/consent';
import { useIntent } from '@/api/intent';
import { beginSending } from '@/api/sending';
import { useTask } from '@/api/task';
import type { EnteredStay } from '@/forms/check-stays';
import { confirmed, PledgeCard, usePledge } from '@/forms/pledge-card';
import { upToNow } from '@/forms/stays';
import { useKept, useWords } from '@/store/hooks';
import type { ConversionEntered, Kept } from '@/store/kept';
import { Button, TroubleBox } from '@/ui/kit';

interface SendPartProps {
  readonly entered: ConversionEntered & { readonly originDivision: string };
  readonly answers: schemas.HealthAnswers;
  readonly stays: readonly EnteredStay[];
  readonly province: NonNullable<Kept['province']>;
}

/** The pledge: once she has promised, the application is kept as one that is to be sent. */
export function SendPart({ entered, answers, stays, province }: SendPartProps) {
  const { drafts } = useKept();
  const t = useWords();
  const task = useTask();
  const pledge = usePledge();
  const [promised, setPromised] = useState(false);
  const intent = useIntent();
  const { originDivision, destination, way } = entered;
  const consent = way === undefined ? broughtConsent(drafts.consent, originDivision) : ({ grade: 'asserted' } as const);
  const send = async () => {
    if (pledge.text === undefined || consent === undefined) return;
    const body: schemas.ConversionApplication = {
      originDivision,
      scope: scopeFor(province, destination),
      ...(destination === undefined ? {} : { destination }),
      ...(way === 'picture' ? { path: way } : {}),
      consent,
      answers,
      stays: upToNow(stays),
      pledge: confirmed(pledge.text),
    };
    await beginSending(body, await intent(body));
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
      <TroubleBox task={task} />
    </>
  );
}

/** What the code is to be for: the province, or the city of the destination where codes are for cities. */
export function scopeFor({ division, codeScope }: SendPartProps['province'], destination: string | undefined): string {
  return codeScope === 'city' && destination !== undefined ? `${destination.slice(0, 4)}00` : division;
}

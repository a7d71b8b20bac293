import { routes } from '@tongxing/contract';
import { useState } from 'react';
import { broughtConsent, goToAgree, leavesToAgree } from '@/api/consent';
import { needsConsent, type Conversion } from '@/api/conversions';
import { node } from '@/api/node';
import { useTask } from '@/api/task';
import { confirmed, PledgeCard, usePledge } from '@/forms/pledge-card';
import { keepDraft } from '@/store/kept';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { AwaitedConsent } from '@/ui/awaited-consent';
import { Button, TroubleBox } from '@/ui/kit';
import type { Speaker } from '@/words/language';

interface GoOnProps {
  readonly conversion: Conversion;
  readonly onChange: (conversion: Conversion) => void;
}

/** These are gone only when documents are there. */
const byDocuments: readonly (string | undefined)[] = ['itinerary-complex', 'documents-unreadable'];

/** The cause is gone, as she says: the same application goes on, with a consent or her word where one is asked for. */
export function GoOn({ conversion, onChange }: GoOnProps) {
  const { cause, documents } = conversion;
  if (conversion.actions.includes('sendPicture')) return undefined;
  if (byDocuments.includes(cause?.code) && documents.length === 0) return undefined;
  if (cause?.code === 'declaration-old') return <StillHolds conversion={conversion} onChange={onChange} />;
  return <Continue conversion={conversion} onChange={onChange} />;
}

function Continue({ conversion: { conversionId, originDivision, cause, path }, onChange }: GoOnProps) {
  const { drafts } = useKept();
  const t = useWords();
  const task = useTask();
  const brought = broughtConsent(drafts.consent, originDivision, conversionId);
  const isExpired = cause?.code === 'consent-expired' && brought === undefined;
  const mustGo = isExpired && path === 'authorised';
  // Who let this province ask before lets it once more.
  const consent = isExpired && !mustGo ? ({ grade: 'asserted' } as const) : brought;
  const goThere = () => goToAgree(originDivision, { conversionId, to: 'continue' });
  const go = async () => {
    try {
      const body = consent === undefined ? {} : { consent };
      const gone = await node().call(routes.continueConversion, { params: { conversionId }, body });
      if (brought !== undefined) keepDraft({ consent: undefined });
      onChange(gone);
    } catch (error) {
      if (!needsConsent(error)) throw error;
      await goThere();
    }
  };
  return (
    <>
      <Button busy={task.busy} onClick={() => task.run(mustGo ? goThere : go)}>
        {mustGo
          ? agreeAgain(t)
          : isExpired
            ? t('同意由本省再次查询', 'Let this province ask once more')
            : byDocuments.includes(cause?.code)
              ? t('材料齐了,交工作人员比对', 'That is all: let a person compare it')
              : t('继续', 'Go on')}
      </Button>
      <AwaitedConsent originDivision={originDivision} subject={conversionId} />
      <TroubleBox task={task} />
    </>
  );
}

function agreeAgain(t: Speaker): string {
  return leavesToAgree
    ? t('去原省份再次授权', 'Agree again in your province')
    : t('复制网址,去浏览器再次授权', 'Copy the address and agree again in the browser');
}

/** What she declared some time ago: nothing is typed again, she says that it still holds. */
function StillHolds({ conversion: { conversionId }, onChange }: GoOnProps) {
  const t = useWords();
  const task = useTask();
  const pledge = usePledge();
  const [promised, setPromised] = useState(false);
  const go = async () => {
    if (pledge.text === undefined) return;
    const body = { pledge: confirmed(pledge.text) };
    onChange(await node().call(routes.continueConversion, { params: { conversionId }, body }));
  };
  return (
    <>
      <PledgeCard pledge={pledge} promised={promised} onPromise={setPromised} />
      <Button disabled={!promised} busy={task.busy} onClick={() => task.run(go)}>
        {t('没有变化,继续', 'Nothing has changed: go on')}
      </Button>
      <Button kind="plain" disabled={task.busy} onClick={() => goTo('declare/index')}>
        {t('有变化,重新申报', 'Something has changed: declare it')}
      </Button>
      <TroubleBox task={task} />
    </>
  );
}

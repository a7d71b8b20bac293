import { routes, type schemas } from '@tongxing/contract';
import { useLoaded } from '@/api/loaded';
import { ownNode } from '@/api/node';
import { refreshPerson } from '@/api/person';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { documentName } from '@/ui/documents';
import { Card, Choice, TroubleBox, Waiting } from '@/ui/kit';

const readDocuments = async () => (await ownNode().call(routes.listDocuments, {})).documents;

/** Which of her documents stands on the code: a checkpoint compares the code with it. */
export function Documents() {
  const t = useWords();
  const { value: documents, task, again } = useLoaded(readDocuments);
  const choosing = useTask();
  const show = async (documentId: string) => {
    await ownNode().call(routes.showDocument, { body: { documentId } });
    await refreshPerson();
    again();
  };
  return (
    <Card title={t('码上显示的证件', 'The document on the code')}>
      <p className="hint">
        {t(
          '选与您随身带的一致的那份;查验人员用它核对。',
          'Choose the one you carry: it is what a checkpoint compares.',
        )}
      </p>
      {documents === undefined && task.busy && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      {documents?.map((document) => (
        <Choice
          key={document.documentId}
          kind="radio"
          name={nameOf(t, document)}
          more={document.renewed ? t('已换发', 'renewed since') : undefined}
          on={document.shown}
          onChange={() => {
            if (!document.shown) choosing.run(() => show(document.documentId));
          }}
        />
      ))}
      <TroubleBox task={task} />
      <TroubleBox task={choosing} />
    </Card>
  );
}

function nameOf(t: ReturnType<typeof useWords>, { documentType, lastFour, issuingCountry }: schemas.DocumentRecord) {
  const country = issuingCountry === null ? '' : ` ${issuingCountry}`;
  return `${documentName(t, documentType)}${country} …${lastFour}`;
}

import { useRouter } from '@tarojs/taro';
import type { schemas } from '@tongxing/contract';
import { useWatchedFamily } from '@/api/watched-family';
import { now } from '@/phone/code';
import { actFor } from '@/store/acting';
import { useKept, useWords } from '@/store/hooks';
import { goTo } from '@/ui/go';
import { Button, Card, TroubleBox, Waiting } from '@/ui/kit';
import { Page } from '@/ui/page';
import { nameOfMember, herself } from '@/pages/family-convert/members';
import { nextWords, stateNames } from '@/words/progress';

/** How each of a family stands: whom something stands against holds up nobody else. */
export default function FamilyProgress() {
  const t = useWords();
  const { id = '' } = useRouter().params;
  const { family, trouble } = useWatchedFamily(id);
  return (
    <Page title={t('全家转码进展', 'How it stands')}>
      {family === undefined && trouble === undefined && <Waiting>{t('正在读取', 'Reading')}</Waiting>}
      {family?.members.map((member) => (
        <MemberCard key={member.dependantId ?? herself} member={member} />
      ))}
      <TroubleBox task={{ trouble }} />
      <p className="fine">
        {t(
          '每个人单独核对、单独有结果。办完后,在健康码页面点家人的头像,就能领到手机里出示。',
          'Each is compared and decided alone. When it is done, tap the person on the page of the code to have it on this phone.',
        )}
      </p>
    </Page>
  );
}

function MemberCard({ member }: { readonly member: schemas.Family['members'][number] }) {
  const kept = useKept();
  const t = useWords();
  const { dependantId, conversion, problem } = member;
  const name = nameOfMember(kept, t, dependantId ?? herself);
  const see = () => {
    actFor(dependantId ?? undefined);
    goTo(`conversion/index?id=${conversion?.conversionId ?? ''}`);
  };
  return (
    <Card title={name}>
      {problem !== null && (
        <>
          <p className="why">{t.say(problem.title)}</p>
          <p>{t.say(problem.cure)}</p>
        </>
      )}
      {conversion !== null && (
        <>
          <p className="why" role="status">
            {t.say(stateNames[conversion.state])}
          </p>
          <p>{t.say(conversion.cause === null ? conversion.shown : conversion.cause.text)}</p>
          {conversion.next !== null && <p className="hint">{nextWords(t, conversion.next, now())}</p>}
          <Button kind="plain" name={t(`查看${name}的申请`, `See it: the application of ${name}`)} onClick={see}>
            {t('查看', 'See it')}
          </Button>
        </>
      )}
    </Card>
  );
}

import { useEffect } from 'react';
import { learnProvince } from '@/api/node';
import { goToSignOn } from '@/api/sign-on';
import { useTask } from '@/api/task';
import { useKept, useWords } from '@/store/hooks';
import { Button, TroubleBox } from '@/ui/kit';
import './sign-in.css';

/** On the web, which may be the view of the province's own app: signing in with it, where the province has one. */
export function PlatformButton() {
  const { province } = useKept();
  const t = useWords();
  const task = useTask();
  const isLearned = province?.signOn !== undefined;
  useEffect(() => {
    // Without it there is the other way to sign in, which says what is wrong.
    if (!isLearned) learnProvince().catch(() => undefined);
  }, [isLearned]);
  if (!province?.signOn) return undefined;
  const { mark, name } = province.signOn;
  return (
    <>
      <Button busy={task.busy} onClick={() => task.run(goToSignOn)}>
        <span className="sign-on-mark" aria-hidden="true">
          {mark}
        </span>
        {t(`用${name.zh}登录`, `Sign in with ${name.en}`)}
      </Button>
      <TroubleBox task={task} />
      <p className="or">{t('或用手机验证码', 'or by a code sent to your phone')}</p>
    </>
  );
}

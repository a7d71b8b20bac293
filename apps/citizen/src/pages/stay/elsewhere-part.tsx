import { useWords } from '@/store/hooks';
import { Card } from '@/ui/kit';
import { vendor } from '@/vendor';

/** A mini-program cannot open the app of another province: where it goes on instead. */
export function ElsewherePart() {
  const t = useWords();
  return (
    <Card title={t('请在手机浏览器里办理', 'Please go on in the browser of your phone')}>
      <p>
        {t(
          '这一步要在原省份的页面上授权,小程序打不开那个页面。请先确认您在原省份有码,再用手机浏览器打开下面的网址办理。',
          'You agree on a page of your own province, which a mini-program cannot open. Make sure that you have a code there, then open this address in the browser of your phone.',
        )}
      </p>
      <p className="quote">{`${vendor.nodeUrl}/app/`}</p>
    </Card>
  );
}

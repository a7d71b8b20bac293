import { useState } from 'react';
import { useTask } from '@/api/task';
import { useWords } from '@/store/hooks';
import { vendor } from '@/vendor';
import { Button, TroubleBox } from './kit';

/** One tap takes an address along to the browser of the phone, where a mini-program cannot go by itself. */
export function CopyAddress({ address }: { readonly address: string }) {
  const t = useWords();
  const task = useTask();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await vendor.copy?.(address);
    setCopied(true);
  };
  return (
    <>
      <Button kind="plain" busy={task.busy} onClick={() => task.run(copy)}>
        {t('复制网址', 'Copy the address')}
      </Button>
      {copied && (
        <p role="status">
          {t(
            '网址已复制。请打开手机浏览器,粘贴到地址栏。',
            'The address is copied. Open the browser of your phone and paste it.',
          )}
        </p>
      )}
      <TroubleBox task={task} />
    </>
  );
}

import { useRouter } from '@tarojs/taro';
import { useWords } from '@/store/hooks';
import { Certificate } from '@/ui/certificate';
import { goTo } from '@/ui/go';
import { Button } from '@/ui/kit';
import { Page } from '@/ui/page';

/** The proof of a conversion, to be shown and kept. */
export default function CertificatePage() {
  const t = useWords();
  const { conversion } = useRouter().params;
  return (
    <Page title={t('转码成功证明', 'Proof of conversion')}>
      {conversion === undefined ? (
        <>
          <p>{t('请从转码申请里打开。', 'Please open it from the application.')}</p>
          <Button onClick={() => goTo('conversions/index')}>{t('我的转码申请', 'My applications')}</Button>
        </>
      ) : (
        <Certificate of={{ conversionId: conversion }} />
      )}
    </Page>
  );
}

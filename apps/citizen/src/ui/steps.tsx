import { useWords } from '@/store/hooks';
import { Button } from './kit';

/** Which part of a form is shown; the first is 0. */
export function StepProgress({ step, of }: { readonly step: number; readonly of: number }) {
  const t = useWords();
  return (
    <p className="progress" role="status">
      {t(`第 ${step + 1} 步,共 ${of} 步`, `Step ${step + 1} of ${of}`)}
    </p>
  );
}

interface StepButtonsProps {
  readonly step: number;
  /** Told the part to go to. */
  readonly onStep: (step: number) => void;
  /** Whether there is a button to go on: the last part has one of its own, which sends. */
  readonly next: boolean;
  readonly mayGoOn: boolean;
}

/** On and back through the parts of a form. */
export function StepButtons({ step, onStep, next, mayGoOn }: StepButtonsProps) {
  const t = useWords();
  return (
    <>
      {next && (
        <Button disabled={!mayGoOn} onClick={() => onStep(step + 1)}>
          {t('下一步', 'Next')}
        </Button>
      )}
      {step > 0 && (
        <Button kind="quiet" onClick={() => onStep(step - 1)}>
          {t('上一步', 'Back')}
        </Button>
      )}
    </>
  );
}

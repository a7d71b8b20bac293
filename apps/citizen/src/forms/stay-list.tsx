import { useState } from 'react';
import { useWords } from '@/store/hooks';
import { Button, Card } from '@/ui/kit';
import { CardPart } from './card-part';
import { checkStays, inOrder, windowDays, type EnteredStay } from './check-stays';
import { StayEditor } from './stay-editor';
import { StayFindings } from './stay-findings';
import { StayItem } from './stay-item';

interface StayListProps {
  readonly stays: readonly EnteredStay[];
  readonly onChange: (stays: readonly EnteredStay[]) => void;
}

/** Where she was in the last fourteen days: begun with the card, each stay can be changed or taken out, others added. */
export function StayList({ stays, onChange }: StayListProps) {
  const t = useWords();
  const [editing, setEditing] = useState<number | 'new'>();
  const findings = checkStays(stays, Date.now());
  const without = (position: number) => stays.filter((_, place) => place !== position);
  if (editing !== undefined) {
    const edited = editing === 'new' ? undefined : stays[editing];
    return (
      <StayEditor
        {...(edited === undefined ? {} : { place: edited.division })}
        onDone={(stay) => {
          setEditing(undefined);
          if (stay !== undefined) onChange(inOrder([...(editing === 'new' ? stays : without(editing)), stay]));
        }}
      />
    );
  }
  return (
    <>
      <Card title={t(`近 ${windowDays} 天在哪里`, `Where you were in the last ${windowDays} days`)}>
        <ul className="list">
          {stays.map((stay, position) => (
            <StayItem
              key={`${stay.division} ${stay.from} ${stay.to}`}
              stay={stay}
              isTooEarly={findings.some((found) => found.kind === 'too-early' && found.position === position)}
              onEdit={() => setEditing(position)}
              onRemove={() => onChange(without(position))}
            />
          ))}
        </ul>
        {stays.length === 0 && <p>{t('请至少添加一段。', 'Please add at least one.')}</p>}
        <StayFindings findings={findings} stays={stays} />
        <Button kind="plain" onClick={() => setEditing('new')}>
          {t('添加去过的地方', 'Add a place')}
        </Button>
      </Card>
      <CardPart stays={stays} onChange={onChange} />
    </>
  );
}

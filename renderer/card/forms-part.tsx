import { useEffect, useRef, useState } from 'react';
import type { ReaderView } from '../../main/api/schema/card.ts';
import type { CardForm, CardFormFields } from '../../main/api/schema/fitness.ts';
import { useDesk } from '../client/desk-context.tsx';
import { useAnswer } from '../client/use-answer.ts';
import { useTrying } from '../client/use-trying.ts';
import { Button } from '../design/button.tsx';
import { Checkbox } from '../design/choice.tsx';
import { DefinitionList } from '../design/definition-list.tsx';
import { Disclosure } from '../design/disclosure.tsx';
import { Done } from '../design/done.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Select } from '../design/select.tsx';
import { TextField } from '../design/text-field.tsx';
import { saveCopy } from '../documents/save-copy.ts';
import { Section } from '../frame/page.tsx';
import { useWords } from '../words/words.tsx';
import { FactList, factWords } from './fitness-part.tsx';
import { isCard } from './reader-state.ts';

const EMPTY: CardFormFields = { name: '', kana: '', registration: '', birthDate: '', postalCode: '', address: '', phone: '', email: '' };

interface FormsProps {
  readonly reader: ReaderView | null;
  /** The form that somebody asked for, and how often: asked again, it is looked at again. */
  readonly asked: { readonly form: string; readonly round: number } | null;
}

/** The papers that the holder sends to the authority, as PDF with what is known. What is entered lives on this page alone. */
export function FormsPart({ reader, asked }: FormsProps) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const { value: forms, failure, ask } = useAnswer<readonly CardForm[]>(() => desk.fitness.forms(), [desk]);
  const [chosen, setChosen] = useState('loss');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!asked) return;
    setChosen(asked.form);
    place.current?.scrollIntoView({ block: 'start' });
    place.current?.focus({ preventScroll: true });
  }, [asked]);
  const form = forms?.find(({ id }) => id === chosen);
  return (
    <div ref={place} tabIndex={-1} className="forms-part">
      <Section title={t('fitness.forms.title')} note={t('fitness.forms.note')}>
        {failure && <ErrorPanel failure={failure} onRetry={ask} />}
        {forms && (
          <Select
            label={t('fitness.forms.choose')}
            options={forms.map(({ id }) => ({ id, label: factWords(`fitness.forms.${id}`, {}, t, language) }))}
            value={chosen}
            onChange={setChosen}
          />
        )}
        {form && <OneForm key={form.id} form={form} reader={reader} />}
      </Section>
    </div>
  );
}

function OneForm({ form, reader }: { readonly form: CardForm; readonly reader: ReaderView | null }) {
  const { t, language } = useWords();
  const { desk } = useDesk();
  const [fields, setFields] = useState(EMPTY);
  const [withCard, setWithCard] = useState(true);
  const [made, setMade] = useState(0);
  const { working, failure, attempt } = useTrying();
  const card = isCard(reader) && reader.state === 'hpki' ? reader.name : null;
  const used = withCard ? card : null;
  const field = (name: keyof CardFormFields) => ({
    value: fields[name],
    onChange: (value: string) => setFields((before) => ({ ...before, [name]: value })),
  });
  const make = () =>
    attempt(async () => {
      const file = await desk.fitness.formPdf({ form: form.id, reader: used, fields });
      saveCopy(file, file.name);
      setMade((count) => count + 1);
    });
  const { sentTo } = form;
  return (
    <div className="stack">
      <p>{t('fitness.forms.layout')}</p>
      {card && <Checkbox label={t('fitness.forms.use-card')} note={t('fitness.forms.use-card-note')} on={withCard} onChange={setWithCard} />}
      <Disclosure title={t('fitness.forms.fields')} summary={t('fitness.forms.fields-note')}>
        <div className="forms-fields">
          <TextField label={t('fitness.forms.name')} {...field('name')} />
          <TextField label={t('fitness.forms.kana')} {...field('kana')} />
          <TextField label={t('fitness.forms.registration')} inputMode="numeric" {...field('registration')} />
          <TextField label={t('fitness.forms.birth-date')} type="date" {...field('birthDate')} />
          <TextField label={t('fitness.forms.postal-code')} {...field('postalCode')} />
          <TextField label={t('fitness.forms.address')} {...field('address')} />
          <TextField label={t('fitness.forms.phone')} {...field('phone')} />
          <TextField label={t('fitness.forms.email')} {...field('email')} />
        </div>
      </Disclosure>
      {failure && <ErrorPanel failure={failure} />}
      {made > 0 && <Done key={made}>{t('fitness.forms.made')}</Done>}
      <p className="form-actions">
        <Button kind="primary" isDisabled={working} onPress={make}>
          {t('fitness.forms.make', { title: form.title })}
        </Button>
        <span className="quiet">{t(used ? 'fitness.forms.card-used' : 'fitness.forms.card-not-used')}</span>
      </p>
      <DefinitionList
        items={[
          {
            term: t('fitness.forms.official'),
            value: form.names.map(({ name, asOf, source }) => (
              <span key={name} className="fitness-source" lang="ja">
                {t('fitness.forms.official-value', { name, asOf, source })}
              </span>
            )),
          },
          {
            term: t('fitness.forms.enclosures'),
            value:
              form.enclosures.length === 0
                ? t('card.none')
                : form.enclosures.map((item) => factWords('fitness.facts.paper', { item }, t, language)).join(t('qualification.separator')),
          },
          {
            term: t('fitness.forms.send-to'),
            value: (
              <>
                <span lang="ja">{`〒${sentTo.postalCode.slice(0, 3)}-${sentTo.postalCode.slice(3)} ${sentTo.address} ${sentTo.name}`}</span>
                <span className="under">{t('fitness.forms.send-note', { asOf: sentTo.asOf, source: sentTo.source })}</span>
              </>
            ),
          },
          { term: t('fitness.forms.known'), value: <FactList facts={form.facts} /> },
        ]}
      />
    </div>
  );
}

import { useState } from 'react';
import { Banner } from '../design/banner.tsx';
import { type Bar, BarChart } from '../design/bar-chart.tsx';
import { Button } from '../design/button.tsx';
import { Checkbox, ToggleSwitch } from '../design/choice.tsx';
import { DataTable } from '../design/data-table.tsx';
import { DefinitionList } from '../design/definition-list.tsx';
import { Disclosure } from '../design/disclosure.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { FileDrop } from '../design/file-drop.tsx';
import { Pager } from '../design/pager.tsx';
import { Progress } from '../design/progress.tsx';
import { Select } from '../design/select.tsx';
import { StatusFace } from '../design/status-face.tsx';
import { StatusLine, TestMark } from '../design/status.tsx';
import { Tabs } from '../design/tabs.tsx';
import { TextArea } from '../design/text-area.tsx';
import { CardStrip } from '../frame/card-strip.tsx';
import { Page, Section } from '../frame/page.tsx';
import { FACE_STATUS } from '../verify/face.ts';
import { useWords } from '../words/words.tsx';
import './components-screen.css';
import { STRIP_SAMPLES } from './samples.ts';

const KINDS = ['primary', 'secondary', 'quiet', 'danger'] as const;
const BANNERS = ['success', 'error', 'warning', 'info'] as const;
type Face = keyof typeof FACE_STATUS;
const FACES = Object.keys(FACE_STATUS) as Face[];

const BARS: readonly Bar[] = [3, 8, 14, 5, 0, 2].map((value, index) => ({ id: String(index), label: `18:5${index}`, value }));

/** Each component in its states, for those who build and those who check. */
export function ComponentsScreen() {
  const { t } = useWords();
  const [on, setOn] = useState(true);
  const [off, setOff] = useState(false);
  const [checked, setChecked] = useState(false);
  const [colour, setColour] = useState<'a' | 'b'>('a');
  const [page, setPage] = useState(0);
  const words = [t('settings.on'), t('settings.off')] as const;
  return (
    <Page title={t('components.title')} note={t('components.note')} wide>
      <Section title={t('components.strips')}>
        <div className="strip-samples">
          {STRIP_SAMPLES.map(({ id, cards, reader }) => (
            <CardStrip key={id} cards={cards} reader={reader} testMode={false} label={id} />
          ))}
        </div>
      </Section>
      <Section title={t('components.type')}>
        <p>{t('components.type-sample')}</p>
        <p>
          <strong>{t('components.type-sample')}</strong>
        </p>
        <p className="quiet">{t('components.type-sample')}</p>
      </Section>
      <Section title={t('components.buttons')}>
        <div className="component-row">
          {KINDS.map((kind) => (
            <Button key={kind} kind={kind}>
              {t(`components.${kind}`)}
            </Button>
          ))}
          <Button isDisabled>{t('components.disabled')}</Button>
        </div>
      </Section>
      <Section title={t('components.fields')}>
        <div className="component-column">
          <ToggleSwitch label={t('components.switch-on')} words={words} on={on} onChange={setOn} />
          <ToggleSwitch label={t('components.switch-off')} words={words} on={off} onChange={setOff} />
          <ToggleSwitch label={t('components.switch-disabled')} words={words} on={false} onChange={() => {}} disabled />
          <Checkbox label={t('components.check')} on={checked} onChange={setChecked} />
          <Select
            label={t('components.select')}
            options={[
              { id: 'a', label: t('components.select-a') },
              { id: 'b', label: t('components.select-b') },
            ]}
            value={colour}
            onChange={setColour}
          />
          <TextArea label={t('components.text-area')} value={t('components.type-sample')} onChange={() => {}} rows={3} />
          <FileDrop compact heading={t('components.drop')} choose={t('components.choose')} onFiles={() => {}} />
        </div>
      </Section>
      <Section title={t('components.banners')}>
        {BANNERS.map((status) => (
          <Banner key={status} status={status} heading={t(`components.banner.${status}`)}>
            <p>{t('components.banner.text')}</p>
          </Banner>
        ))}
        <p className="component-row">
          {(['success', 'error', 'warning', 'unsure', 'info', 'absent', 'busy'] as const).map((status) => (
            <StatusLine key={status} status={status}>
              {status}
            </StatusLine>
          ))}
          <TestMark>{t('frame.test.mark')}</TestMark>
        </p>
      </Section>
      <Section title={t('components.faces')}>
        <div className="component-faces">
          {FACES.map((face) => (
            <StatusFace key={face} status={FACE_STATUS[face]} word={t(`verify.face.${face}`)} because={t('components.faces-text')} level={3} />
          ))}
        </div>
      </Section>
      <Section title={t('components.errors')}>
        <ErrorPanel failure={{ code: 'PIN_WRONG', detail: { triesLeft: 14 } }} />
      </Section>
      <Section title={t('components.progress')}>
        <Progress label={t('components.progress-known')} done={0.4} words={t('sign.progress.count', { done: 4, total: 10 })} />
        <Progress label={t('components.progress-unknown')} done={null} />
      </Section>
      <Section title={t('components.tabs')}>
        <Tabs
          label={t('components.tabs')}
          items={[
            { id: 'a', title: t('components.tab-a'), content: t('components.tab-text-a') },
            { id: 'b', title: t('components.tab-b'), content: t('components.tab-text-b') },
          ]}
        />
      </Section>
      <Section title={t('components.disclosure')}>
        <Disclosure title={t('components.disclosure-title')} summary={t('components.term')}>
          <p>{t('components.disclosure-text')}</p>
        </Disclosure>
      </Section>
      <Section title={t('components.definitions')}>
        <DefinitionList
          items={[
            { term: t('components.term'), value: t('components.value') },
            { term: 'SHA-256', value: '00000000 11111111 22222222 33333333', code: true },
          ]}
        />
      </Section>
      <Section title={t('components.table')}>
        <DataTable
          label={t('components.table')}
          columns={[
            { id: 'a', title: t('components.column-a'), names: true, cell: ({ face }: { face: Face }) => t(`verify.face.${face}`) },
            { id: 'b', title: t('components.column-b'), cell: ({ face }) => FACE_STATUS[face] },
          ]}
          rows={FACES.map((face) => ({ face }))}
          rowId={({ face }) => face}
        />
      </Section>
      <Section title={t('components.pager')}>
        <Pager label={t('components.pager')} page={page} size={50} total={180} onPage={setPage} />
      </Section>
      <Section title={t('components.charts')}>
        <BarChart
          kind="time"
          title={t('components.chart-time')}
          says={t('components.chart-says')}
          bars={BARS}
          labels={t('components.column-a')}
          values={t('components.chart-count')}
        />
        <BarChart
          title={t('components.chart-list')}
          says={t('components.chart-says')}
          bars={BARS.map((bar) => ({ ...bar, part: Math.floor(bar.value / 2) }))}
          labels={t('components.column-a')}
          values={t('components.chart-count')}
          parts={t('components.chart-part')}
        />
      </Section>
    </Page>
  );
}

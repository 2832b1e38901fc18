import { useId } from 'react';
import { useWords } from '../words/words.tsx';
import './bar-chart.css';
import { DataTable } from './data-table.tsx';
import { Disclosure } from './disclosure.tsx';

export interface Bar {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  /** Part of the value that stands out, for example those who got credit among those who came. */
  readonly part?: number;
}

interface BarChartProps {
  readonly title: string;
  /** What the chart says, in one sentence. */
  readonly says: string;
  readonly bars: readonly Bar[];
  /** Heading of the labels in the table. */
  readonly labels: string;
  /** Heading of the values: persons, taps. */
  readonly values: string;
  /** Heading of the parts, where there are any. */
  readonly parts?: string;
  /** `time`: upright and close together, in the order given; `list`: lying, each with its label. */
  readonly kind?: 'time' | 'list';
}

const STEPS = [1, 2, 5];

/** Round numbers from 0 up to at least the greatest value, at most five of them. */
export function ticksOf(greatest: number): readonly number[] {
  const least = Math.max(1, greatest / 4);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [...STEPS.map((factor) => factor * power), 10 * power].find((size) => size >= least) ?? least;
  return Array.from({ length: Math.ceil(Math.max(1, greatest) / step) + 1 }, (_nothing, index) => index * step);
}

/** A chart of bars. Its picture is one image with a sentence for screen readers; the numbers unfold as a table. */
export function BarChart({ title, says, bars, labels, values, parts, kind = 'list' }: BarChartProps) {
  const { t } = useWords();
  const id = useId();
  const Picture = kind === 'time' ? Upright : Lying;
  const greatest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <figure className="bar-chart" aria-labelledby={id}>
      <figcaption>
        <h2 id={id}>{title}</h2>
        <p>{says}</p>
      </figcaption>
      {parts && (
        <p className="bar-key" aria-hidden="true">
          <span className="bar-key-whole">{values}</span>
          <span className="bar-key-part">{parts}</span>
        </p>
      )}
      {bars.length > 0 && <Picture bars={bars} greatest={greatest} />}
      {bars.length > 0 && (
        <Disclosure title={t('frame.chart.table')}>
          <DataTable
            label={title}
            columns={[
              { id: 'label', title: labels, names: true, cell: ({ label }) => label },
              { id: 'value', title: values, align: 'end', tight: true, cell: ({ value }) => value },
              ...(parts ? [{ id: 'part', title: parts, align: 'end', tight: true, cell: ({ part }: Bar) => part ?? '' } as const] : []),
            ]}
            rows={bars}
            rowId={(bar) => bar.id}
          />
        </Disclosure>
      )}
    </figure>
  );
}

interface PictureProps {
  readonly bars: readonly Bar[];
  readonly greatest: number;
}

/** Share of a slot that its bar fills; the rest keeps it apart from the next. */
const FILLED = 0.8;
/** Labels under upright bars, so that they do not run into one another. */
const LABELS = 6;
/** Fewer bars leave the rest of the width free. */
const LEAST_SLOTS = 12;

function Upright({ bars, greatest }: PictureProps) {
  const ticks = ticksOf(greatest);
  const top = ticks.at(-1) ?? greatest;
  const slots = Math.max(LEAST_SLOTS, bars.length);
  const every = Math.ceil(slots / LABELS);
  const labels = Array.from({ length: Math.ceil(slots / every) }, (_nothing, index) => ({ id: index, label: bars[index * every]?.label ?? '' }));
  return (
    <div className="bars-upright" aria-hidden="true">
      <ul className="bars-scale">
        {ticks.toReversed().map((tick) => (
          <li key={tick}>{tick}</li>
        ))}
      </ul>
      <svg viewBox={`0 0 ${slots} ${top}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {ticks.map((tick) => (
          <line key={tick} x1={0} x2={slots} y1={top - tick} y2={top - tick} className="bars-line" vectorEffect="non-scaling-stroke" />
        ))}
        {bars.map(({ id, value }, index) => (
          <rect key={id} x={index + (1 - FILLED) / 2} width={FILLED} y={top - value} height={value} className="bar-whole" />
        ))}
      </svg>
      <ul className="bars-labels">
        {labels.map(({ id, label }) => (
          <li key={id}>{label}</li>
        ))}
      </ul>
    </div>
  );
}

function Lying({ bars, greatest }: PictureProps) {
  return (
    <ul className="bars-lying" aria-hidden="true">
      {bars.map(({ id, label, value, part }) => (
        <li key={id}>
          <span className="bar-label">{label}</span>
          <svg viewBox={`0 0 ${greatest} 1`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect width={value} height={1} className={part === undefined ? 'bar-whole' : 'bar-rest'} />
            {part !== undefined && <rect width={part} height={1} className="bar-whole" />}
          </svg>
          <span className="bar-value">{part === undefined ? value : `${part} / ${value}`}</span>
        </li>
      ))}
    </ul>
  );
}

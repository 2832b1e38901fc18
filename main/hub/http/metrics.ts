/** Upper bounds of the durations' buckets, seconds. */
const BUCKETS = [0.005, 0.02, 0.1, 0.5, 2, 10, 30];

/** What one process has done since it started. */
export interface Metrics {
  request(route: string, method: string, status: number, seconds: number): void;
  count(name: string, labels?: Readonly<Record<string, string>>): void;
  /** Prometheus text format, with gauges beside. */
  text(gauges: Readonly<Record<string, number>>): string;
}

const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
const labelled = (name: string, labels: Readonly<Record<string, string>>): string => {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escaped(value)}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(',')}}`;
};

export function openMetrics(): Metrics {
  const counters = new Map<string, number>();
  const add = (name: string, by: number) => void counters.set(name, (counters.get(name) ?? 0) + by);
  return {
    request(route, method, status, seconds) {
      add(labelled('hpki_hub_requests_total', { route, method, status: String(status) }), 1);
      for (const bound of BUCKETS) add(labelled('hpki_hub_request_seconds_bucket', { route, le: String(bound) }), seconds <= bound ? 1 : 0);
      add(labelled('hpki_hub_request_seconds_bucket', { route, le: '+Inf' }), 1);
      add(labelled('hpki_hub_request_seconds_sum', { route }), seconds);
      add(labelled('hpki_hub_request_seconds_count', { route }), 1);
    },
    count: (name, labels = {}) => add(labelled(name, labels), 1),
    text(gauges) {
      const family = (line: string) => line.replace(/\{.*/, '').replace(/_(?:bucket|sum|count)$/, '');
      const typeOf = (name: string) => (name.endsWith('_seconds') ? 'histogram' : 'counter');
      const rows = [...counters].sort(([a], [b]) => (family(a) < family(b) ? -1 : family(a) > family(b) ? 1 : 0));
      const told = new Set<string>();
      const head = (name: string, type: string) => {
        if (told.has(name)) return [];
        told.add(name);
        return [`# TYPE ${name} ${type}`];
      };
      return [
        ...rows.flatMap(([name, value]) => [...head(family(name), typeOf(family(name))), `${name} ${value}`]),
        ...Object.entries(gauges).flatMap(([name, value]) => [...head(family(name), 'gauge'), `${name} ${value}`]),
        '',
      ].join('\n');
    },
  };
}

import { type Calendar, type OpenInterval, weekdays } from '../../functions/dealers/calendar/calendar.ts';

const minutesPerDay = 1440;
/** Offsets of all zones tested change on a quarter of an hour. */
const slotMinutes = 15;

/**
 * A slow second opinion on open time, sharing nothing with the product but the shape of a calendar: it asks `Intl` what
 * the wall clock shows at each minute and marks the minutes that are open. Times are whole minutes since the epoch.
 */
export class MinuteOracle {
  readonly from: number;
  readonly to: number;
  private readonly open: boolean[];

  constructor(calendar: Calendar, center: number, reachDays: number) {
    this.from = center - reachDays * minutesPerDay;
    this.to = center + reachDays * minutesPerDay;
    const wall = wallMinutes(calendar.timeZone, { from: this.from, to: this.to });
    this.open = wall.map(() => false);
    const firstDay = Math.floor((wall[0] ?? 0) / minutesPerDay) + 1;
    const lastDay = Math.floor((wall.at(-1) ?? 0) / minutesPerDay) - 1;
    for (let day = firstDay; day <= lastDay; day++) {
      for (const interval of intervalsOn(day, calendar)) this.mark(interval, day * minutesPerDay, wall);
    }
  }

  /** Open minutes in [from, to). */
  elapsed(from: number, to: number): number {
    return this.open.slice(from - this.from, to - this.from).filter(Boolean).length;
  }

  /** The first minute by which so many minutes were open, or nothing where that lies beyond the window. */
  deadline(from: number, minutes: number): number | undefined {
    let missing = minutes;
    for (let minute = from; minute < this.to; minute++) {
      if (!this.open[minute - this.from]) continue;
      if (missing === 0) return minute;
      missing -= 1;
      if (missing === 0) return minute + 1;
    }
    return undefined;
  }

  private mark({ open, close }: OpenInterval, midnight: number, wall: readonly number[]): void {
    const opens = midnight + minutesOf(open);
    const closes = midnight + minutesOf(close) + (minutesOf(close) <= minutesOf(open) ? minutesPerDay : 0);
    if (!wall.some((shown) => shown >= opens && shown < closes)) return;
    this.open.fill(true, edge(opens, wall), Math.max(edge(closes, wall), edge(opens, wall)));
  }
}

/** The first minute at which the clock shows the edge; where it jumps over it, as if it had run on. */
function edge(shown: number, wall: readonly number[]): number {
  const reached = wall.findIndex((minute) => minute >= shown);
  if (reached < 0) return wall.length;
  if (wall[reached] === shown) return reached;
  return reached - 1 + shown - (wall[reached - 1] ?? shown);
}

function intervalsOn(day: number, calendar: Calendar): readonly OpenInterval[] {
  const date = new Date(day * minutesPerDay * 60_000);
  const text = date.toISOString().slice(0, 10);
  const exceptions = calendar.exceptions.filter((exception) => exception.date === text);
  if (exceptions.length > 0) return exceptions.flatMap(({ hours }) => hours);
  if (calendar.holidays.includes(text)) return [];
  return calendar.hours.filter(({ days }) =>
    days.some((name) => weekdays.indexOf(name) === (date.getUTCDay() + 6) % 7),
  );
}

/** What the wall clock shows at each minute of a range, as if its time were UTC. */
function wallMinutes(timeZone: string, { from, to }: { from: number; to: number }): readonly number[] {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const offsets = new Map<number, number>();
  const offsetAt = (slot: number) => {
    const minute = slot * slotMinutes;
    const parts = new Map(format.formatToParts(minute * 60_000).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
    const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) / 60_000;
    return shown - minute;
  };
  return Array.from({ length: to - from }, (_, index) => {
    const slot = Math.floor((from + index) / slotMinutes);
    const offset = offsets.get(slot) ?? offsetAt(slot);
    offsets.set(slot, offset);
    return from + index + offset;
  });
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

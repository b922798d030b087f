/**
 * Puts virtual time under everything that asks for the date: `Date` in all its forms, hence every Temporal polyfill, and
 * the date formats that stand for now when they are given none. performance.now and timers stay real.
 * Works for the thread it is called in; code loaded before may have kept the real Date.
 */
export function installVirtualDate(now: () => number): void {
  const RealDate = Date;
  RealDate.now = now;
  const virtual = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
  });
  RealDate.prototype.constructor = virtual;
  globalThis.Date = virtual;
  const format = Intl.DateTimeFormat.prototype;
  const getter = Object.getOwnPropertyDescriptor(format, 'format')?.get;
  Object.defineProperty(format, 'format', {
    configurable: true,
    get(this: Intl.DateTimeFormat) {
      const bound: Intl.DateTimeFormat['format'] = getter?.call(this);
      return (date?: Date | number) => bound(date ?? now());
    },
  });
  const parts = format.formatToParts;
  format.formatToParts = function formatToParts(date) {
    return parts.call(this, date ?? now());
  };
}

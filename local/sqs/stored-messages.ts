import type { KeptMap } from '../journal/kept-map.ts';
import { type HeapEntry, TimerHeap } from '../timer-heap.ts';
import type { Message } from './message.ts';

interface Place extends HeapEntry {
  readonly message: Message;
}

/** The messages of one queue: kept, and in the order in which they can be received. */
export class StoredMessages {
  readonly #kept: KeptMap<Message>;
  readonly #line = new TimerHeap<Place>();
  readonly #places = new Map<string, Place>();
  readonly #watchers: (() => void)[] = [];
  /** No message was sent before it. */
  #noneBefore = 0;
  #added = 0;

  /** Begins with what an earlier run left. */
  constructor(kept: KeptMap<Message>) {
    this.#kept = kept;
    for (const message of kept.values()) this.#enter(message, this.#nextOrder());
  }

  get size(): number {
    return this.#kept.size;
  }

  get(id: string): Message | undefined {
    return this.#kept.get(id);
  }

  /** All of them, oldest first. */
  all(): readonly Message[] {
    return [...this.#kept.values()];
  }

  /** Of those that nobody has received the one that can be received first; it may be hidden still. */
  first(): Message | undefined {
    return this.#line.first()?.message;
  }

  add(message: Message): void {
    this.#noneBefore = Math.min(this.#noneBefore, message.sentAt);
    this.#kept.set(message.id, message);
    this.#enter(message, this.#nextOrder());
    this.#tell();
  }

  /** Hides a message until an instant (epoch ms); of those visible from one instant on the oldest comes first. */
  hide(message: Message, until: number): void {
    const place = this.#places.get(message.id);
    if (!place) return;
    message.visibleAt = until;
    this.#line.remove(place);
    this.#enter(message, place.order);
    this.#kept.changed(message.id);
    this.#tell();
  }

  delete(id: string): void {
    const place = this.#places.get(id);
    if (!place) return;
    this.#line.remove(place);
    this.#places.delete(id);
    this.#kept.delete(id);
  }

  clear(): void {
    for (const id of [...this.#kept.keys()]) this.delete(id);
  }

  /** Deletes what was sent at an instant (epoch ms) or before. */
  deleteSentUntil(instant: number): void {
    if (this.#noneBefore > instant) return;
    let noneBefore = Number.POSITIVE_INFINITY;
    for (const { id, sentAt } of this.all()) {
      if (sentAt <= instant) this.delete(id);
      else noneBefore = Math.min(noneBefore, sentAt);
    }
    this.#noneBefore = noneBefore;
  }

  /** Hears whenever the first message may be another one, or can be received at another time. */
  watch(hear: () => void): void {
    this.#watchers.push(hear);
  }

  #enter(message: Message, order: number): void {
    const place: Place = { at: message.visibleAt, order, position: -1, message };
    this.#places.set(message.id, place);
    this.#line.add(place);
  }

  #nextOrder(): number {
    this.#added += 1;
    return this.#added;
  }

  #tell(): void {
    for (const hear of this.#watchers) hear();
  }
}

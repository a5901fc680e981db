/**
 * A member of a ring: a list without ends that each member can leave by itself; alone, it is a ring of its own.
 * For what comes and goes with every request, where a Set or Map of few entries costs more than it looks: V8 makes a new
 * table every few changes, old tables that grew old keep the new ones and all that stood in them from being collected, and
 * with them whole requests.
 */
export class RingMember {
  previous: this = this;
  next: this = this;

  /** Takes a member that is alone into its ring, in front of itself: where this is the end of a list, last. */
  append(member: this): void {
    member.previous = this.previous;
    member.next = this;
    this.previous.next = member;
    this.previous = member;
  }

  /** Leaves its ring, and refers to nothing of it any more. */
  leave(): void {
    this.previous.next = this.next;
    this.next.previous = this.previous;
    this.previous = this.next = this;
  }
}

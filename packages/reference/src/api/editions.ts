import type { ByEdition } from '@post-challenge/spec';

/** The differences between the editions of the vendor's pages. */
export interface EditionTraits {
  /** Whether `deny` and `sendUserTo` return the `api` object. */
  readonly returnsApi: boolean;
  /** Whether one factor that was completed earlier satisfies a challenge. Otherwise the challenge leaves such factors out. */
  readonly isSatisfiedByOneFactor: boolean;
  /** Whether there is `api.prompt`. */
  readonly hasPrompt: boolean;
  /** Whether the user sees the only usable factor of a list at once, as the default factor. */
  readonly showsOnlyFactor: boolean;
}

/** The differences, by edition. */
export const editionTraits: ByEdition<EditionTraits> = {
  '2025': {
    returnsApi: true,
    hasPrompt: false,
    isSatisfiedByOneFactor: true,
    showsOnlyFactor: false,
  },
  '2026': {
    returnsApi: false,
    hasPrompt: true,
    isSatisfiedByOneFactor: false,
    showsOnlyFactor: true,
  },
};

/**
 * What a draw is for. Part of every draw's key, so that two draws of one actor in one epoch have nothing in common.
 * A number, once given, never changes its meaning: recorded runs hang on it.
 */

/** Innovation of a topic's truth in one epoch. */
export const purposeTruthInnovation = 1;
/** Where a topic's truth starts. */
export const purposeTruthStart = 2;
/** Regime in which a topic's truth starts, and its changes. */
export const purposeTruthRegime = 3;
/** Number of jumps of a topic's truth in one epoch. */
export const purposeTruthJumpCount = 4;
/** Their total size. */
export const purposeTruthJumpSize = 5;
/** A topic's count, given its intensity. */
export const purposeTruthCount = 6;
/** The uniform number of an epoch in a user's rule for the truth. */
export const purposeTruthUniform = 7;

/** What an actor is like from birth; the subject says which trait. */
export const purposeBirth = 20;
/** An inferer's error in one epoch. */
export const purposeInferenceError = 21;
/** Who outperforms in one epoch: the inferer with the smallest draw. */
export const purposeOutperformer = 22;
/** Whether anybody outperforms in one epoch. */
export const purposeOutperformance = 23;
/** A forecaster's error about one inferer in one epoch; the subject is the inferer. */
export const purposeForecastError = 24;
/** A reputer's error about one value in one epoch; the subject is the value. */
export const purposeReportError = 25;
/** Stake that a reputer is born with. */
export const purposeStake = 26;
/** An actor's own chance in one epoch, beside its error; the subject says which trait. */
export const purposeOwn = 27;
/** Chance that actors share who name the same group; the group stands for the actor, the subject says which trait. */
export const purposeCommon = 28;
/** What an actor is like from birth towards another; the subject is the other. */
export const purposeBirthAbout = 29;

/** Number of requests that consumers make of a topic in one epoch. */
export const purposeRequestCount = 40;
/** What a request pays; the topic stands for the actor, the subject is the number of the request in its epoch. */
export const purposeRequestFee = 41;
/** Time from the creation of the topic before to this one's, of several alike. */
export const purposeCreationGap = 42;
/** Change of the price of an ALLO in one day; the day stands for the epoch. */
export const purposePriceInnovation = 43;
/** Place of an actor's message among those sent with it. */
export const purposeSubmission = 44;

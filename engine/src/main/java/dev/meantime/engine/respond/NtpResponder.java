// SPDX-License-Identifier: Apache-2.0
package dev.meantime.engine.respond;

import dev.meantime.crypto.KeyRing;
import dev.meantime.crypto.PacketAuthenticator.Verdict;
import dev.meantime.wire.ExtensionReply;
import dev.meantime.wire.KissCode;
import dev.meantime.wire.LeapIndicator;
import dev.meantime.wire.Mode;
import dev.meantime.wire.NtpPacket;
import dev.meantime.wire.NtpTimestamp;
import java.nio.ByteBuffer;

/// Answers requests in the buffer where they lie: clients' (mode 3, or version 1 without a mode)
/// and those of symmetric peers that nobody configured, which get an answer but no association (RFC
/// 5905 §9). A reply is never longer than its request, and nothing but a request is ever replied
/// to, so that two servers cannot be set upon each other. The loop answers ntpq (mode 6) at greater
/// length, and so gets only what one program of this machine asks of another.
///
/// Confined to one thread. What it reads of the rest of the daemon is the {@link ServerView} of its
/// last batch.
public final class NtpResponder {

  /// Result of {@link #respond}: nothing is sent.
  public static final int SILENCE = 0;

  /// Result of {@link #respond}: the packet is the loop's business.
  public static final int HAND_OVER = -1;

  private static final int NTP_PORT = 123;
  private static final int MIN_VERSION = 1;
  private static final int MAX_VERSION = 4;

  /// Octets of a packet of mode 6 without its data.
  private static final int CONTROL_HEADER = 12;

  private static final int FIRST_UNPRIVILEGED_PORT = 1024;

  /// Bits of its second octet that only an answer has.
  private static final int CONTROL_FLAGS = 0xe0;

  /// A digest is at least as long as this, and a key ID before it.
  private static final int KEY_ID = 4;

  private static final int RATE = KissCode.RATE.referenceId().bits();

  private final ResponderOptions options;
  private final KeyRing keys;
  private final ClientLog clients;
  private final TransmitTimes transmitTimes;
  private final ServerCounters counters = new ServerCounters();
  private final ServedHeader header = new ServedHeader();
  private final Dice dice;
  private final long fuzz;
  private final byte[] scratch = new byte[RequestLayout.LONGEST];

  private ServerView view;
  private long lastReceive;
  private long lastTransmit;
  private boolean stampWanted;
  private boolean settled;
  private long departure;

  /// @param keys this responder's own, for no other thread
  /// @param view what holds until the first batch
  /// @param seed 64 unpredictable bits
  public NtpResponder(ResponderOptions options, KeyRing keys, ServerView view, long seed) {
    this.options = options;
    this.keys = keys;
    this.view = view;
    this.dice = new Dice(seed);
    this.clients = new ClientLog(options.clientLogLimit(), options.rateLimit(), dice.next());
    this.transmitTimes = new TransmitTimes(ClientLog.capacityFor(options.clientLogLimit()));
    int bits = Math.clamp(options.precision() + 32, 0, 63);
    this.fuzz = (1L << bits) - 1;
  }

  /// Requests follow.
  ///
  /// @param wallNanos the wall clock now
  public void begin(ServerView view, long wallNanos) {
    if (view.steps() != this.view.steps()) {
      transmitTimes.clear();
    }
    this.view = view;
    view.clock().describe(wallNanos, header);
    counters.remembered(transmitTimes.count(), transmitTimes.spanNanos());
  }

  /// Answers one datagram. A reply lacks what tells when it leaves, and a MAC, until {@link
  /// #depart} is called for it.
  ///
  /// @param buffer big-endian, with the datagram from `offset` on; the reply takes its place
  /// @param port the sender's
  /// @param localHigh of the address that it was sent to, both zero when that is not known
  /// @param receivedNanos when it arrived, by the wall clock
  /// @return the reply's whole length, {@link #SILENCE} or {@link #HAND_OVER}
  public int respond(
      ByteBuffer buffer,
      int offset,
      int length,
      long high,
      long low,
      int port,
      long localHigh,
      long localLow,
      long receivedNanos) {
    stampWanted = false;
    if (length < NtpPacket.HEADER_LENGTH || length % 4 != 0) {
      return length >= CONTROL_HEADER && (buffer.get(offset) & 7) == Mode.CONTROL.code()
          ? control(buffer, offset, high, low, port, localHigh, localLow)
          : silence(ServerCounter.MALFORMED);
    }
    int first = buffer.get(offset);
    int version = (first >>> 3) & 7;
    int mode = first & 7;
    int replyMode = replyMode(version, mode, port);
    if (replyMode == 0) {
      return mode == Mode.CONTROL.code()
          ? control(buffer, offset, high, low, port, localHigh, localLow)
          : refuse(version, mode, high, low);
    }
    if (mode == Mode.SYMMETRIC_ACTIVE.code() && view.peers().contains(high, low)) {
      counters.count(ServerCounter.HANDED_OVER);
      return HAND_OVER;
    }
    if (!Senders.isPossible(high, low, port)) {
      return silence(ServerCounter.IMPOSSIBLE_SENDER);
    }
    if (!view.access().allows(high, low)) {
      return silence(ServerCounter.DENIED);
    }
    int macOffset = RequestLayout.macOffset(buffer, offset, length, version);
    if (macOffset == RequestLayout.MALFORMED
        || (macOffset == RequestLayout.EXTENDED_MS_SNTP && !view.signs())) {
      return silence(ServerCounter.MALFORMED);
    }
    ClientLog.Verdict verdict = ClientLog.Verdict.ANSWER;
    if (options.remembersClients()) {
      verdict = clients.judge(clients.note(high, low, receivedNanos));
      if (verdict == ClientLog.Verdict.DROP) {
        return silence(ServerCounter.LIMITED);
      }
    }
    boolean kiss = verdict == ClientLog.Verdict.KISS;
    if (macOffset < 0 || (macOffset < length && !isAuthentic(buffer, offset, length, macOffset))) {
      return unauthentic(buffer, offset, length, macOffset, version, kiss);
    }
    write(buffer, offset, version, replyMode, kiss, receivedNanos);
    counters.count(kiss ? ServerCounter.KISSES : ServerCounter.ANSWERED);
    if (version < MAX_VERSION) {
      countOlder(version, mode);
    }
    int keyId = macOffset == length ? 0 : buffer.getInt(offset + macOffset);
    int replied =
        kiss || version < MAX_VERSION
            ? NtpPacket.HEADER_LENGTH
            : extend(buffer, offset, macOffset, receivedNanos);
    departure = Departure.of(replied, settled, stampWanted);
    if (macOffset == length) {
      return replied;
    }
    counters.count(ServerCounter.AUTHENTICATED);
    int digestLength = length - macOffset - KEY_ID;
    departure = Departure.sealed(departure, keyId, digestLength);
    return replied + KEY_ID + digestLength;
  }

  /// What {@link #depart} has to know of the last reply.
  public long departure() {
    return departure;
  }

  /// Finishes a reply, as late as can be before it is sent.
  ///
  /// @param buffer where {@link #respond} wrote it
  /// @param departure what {@link #departure} said
  /// @param leavesNanos when it will leave, by the wall clock
  public void depart(ByteBuffer buffer, int offset, long departure, long leavesNanos) {
    long receive = buffer.getLong(offset + HeaderField.RECEIVE);
    if (!Departure.isSettled(departure)) {
      long origin = buffer.getLong(offset + HeaderField.ORIGIN);
      long transmit = transmitTimestamp(bitsOf(leavesNanos), false, origin, receive);
      buffer.putLong(offset + HeaderField.TRANSMIT, transmit);
    }
    if (Departure.isRemembered(departure)) {
      transmitTimes.refine(receive, leavesNanos);
    }
    if (Departure.digestLength(departure) > 0) {
      seal(buffer, offset, departure);
    }
  }

  /// Whether the transmit timestamp of the last reply is wanted, to be told by {@link
  /// #onTransmitted} with {@link #stampToken}.
  public boolean isStampWanted() {
    return stampWanted;
  }

  public long stampToken() {
    return lastReceive;
  }

  /// A reply left.
  ///
  /// @param token what {@link #stampToken} said
  /// @param epochNanos when, by the wall clock
  public void onTransmitted(long token, long epochNanos) {
    transmitTimes.refine(token, epochNanos);
  }

  /// May be read by any thread.
  public ServerCounters counters() {
    return counters;
  }

  /// What is remembered of clients; any thread may {@linkplain ClientLog#read read} it.
  public ClientLog clients() {
    return clients;
  }

  /// The mode in which such a packet is replied to, 0 for none.
  private static int replyMode(int version, int mode, int port) {
    if (version < MIN_VERSION || version > MAX_VERSION) {
      return 0;
    }
    if (mode == Mode.CLIENT.code()) {
      return Mode.SERVER.code();
    }
    if (mode == Mode.SYMMETRIC_ACTIVE.code()) {
      return Mode.SYMMETRIC_PASSIVE.code();
    }
    // Version 1 had no modes: a client is told from a peer by its port.
    return mode == 0 && version == 1 && port != NTP_PORT ? Mode.SERVER.code() : 0;
  }

  private int refuse(int version, int mode, long high, long low) {
    if (version < MIN_VERSION || version > MAX_VERSION) {
      return silence(ServerCounter.MALFORMED);
    }
    boolean expected =
        switch (Mode.of(mode)) {
          case SYMMETRIC_PASSIVE -> view.peers().contains(high, low);
          case SERVER -> view.servers().contains(high, low);
          case BROADCAST -> view.broadcasts();
          case RESERVED, SYMMETRIC_ACTIVE, CLIENT, CONTROL, PRIVATE -> false;
        };
    if (expected) {
      counters.count(ServerCounter.HANDED_OVER);
      return HAND_OVER;
    }
    boolean isPrivate = mode == Mode.PRIVATE.code();
    return silence(isPrivate ? ServerCounter.CONTROL : ServerCounter.NOT_A_REQUEST);
  }

  /// A request that no key of ours made. That of a domain member (MS-SNTP) has none, and wants a
  /// reply with a MAC all the same, which another program makes. Nobody is kissed that way: whoever
  /// asks too often should not have that program work for nothing.
  private int unauthentic(
      ByteBuffer buffer, int offset, int length, int macOffset, int version, boolean kiss) {
    if (macOffset == RequestLayout.EXTENDED_MS_SNTP) {
      return silence(ServerCounter.EXTENDED_SIGNATURE);
    }
    if (!view.signs()
        || macOffset == RequestLayout.SEALED
        || !RequestLayout.asksForSignature(buffer, offset, length, macOffset, version)) {
      return silence(ServerCounter.NOT_AUTHENTIC);
    }
    if (kiss) {
      return silence(ServerCounter.LIMITED);
    }
    counters.count(ServerCounter.TO_BE_SIGNED);
    return HAND_OVER;
  }

  /// ntpq's. The addresses are both this machine's own: nobody else can be meant by the answer, and
  /// a kernel lets nothing with such an address come in from outside. Nor is the answer for another
  /// service, which somebody here might have us talk to.
  private int control(
      ByteBuffer buffer, int offset, long high, long low, int port, long localHigh, long localLow) {
    boolean isRequest = (buffer.get(offset + 1) & CONTROL_FLAGS) == 0;
    if (!isRequest
        || !view.answersControl()
        || !Senders.isLoopback(high, low)
        || !Senders.isLoopback(localHigh, localLow)
        || port < FIRST_UNPRIVILEGED_PORT) {
      return silence(ServerCounter.CONTROL);
    }
    counters.count(ServerCounter.HANDED_OVER);
    return HAND_OVER;
  }

  private void countOlder(int version, int mode) {
    counters.count(ServerCounter.OLDER_VERSION);
    if (version == 1) {
      counters.count(
          switch (mode) {
            case 0 -> ServerCounter.VERSION_1_WITHOUT_MODE;
            case 3 -> ServerCounter.VERSION_1_CLIENT;
            default -> ServerCounter.VERSION_1_SYMMETRIC;
          });
    }
  }

  private int silence(ServerCounter reason) {
    counters.count(reason);
    return SILENCE;
  }

  private boolean isAuthentic(ByteBuffer buffer, int offset, int length, int macOffset) {
    buffer.get(offset, scratch, 0, length);
    return keys.verify(scratch, length, macOffset) == Verdict.AUTHENTIC;
  }

  /// Writes the header of the reply over that of the request, but for the transmit timestamp,
  /// unless that is settled.
  private void write(
      ByteBuffer buffer, int offset, int version, int mode, boolean kiss, long receivedNanos) {
    long origin = buffer.getLong(offset + HeaderField.ORIGIN);
    long received = buffer.getLong(offset + HeaderField.RECEIVE);
    long cookie = buffer.getLong(offset + HeaderField.TRANSMIT);
    int poll = buffer.get(offset + HeaderField.POLL);
    boolean interleavable =
        options.remembersClients()
            && version == MAX_VERSION
            && (origin & 1) != 0
            && received != cookie
            && !kiss;
    long left = interleavable ? transmitTimes.take(origin) : 0;
    settled = left != 0;
    long replyOrigin = settled ? received : cookie;
    long receive = receiveTimestamp(receivedNanos, replyOrigin);
    int leap = kiss ? LeapIndicator.UNSYNCHRONISED.code() : header.leap();
    buffer.put(offset, (byte) ((leap << 6) | (version << 3) | mode));
    buffer.put(offset + HeaderField.STRATUM, (byte) (kiss ? 0 : header.stratum()));
    buffer.put(offset + HeaderField.POLL, (byte) Math.max(poll, options.minimumPoll()));
    buffer.put(offset + HeaderField.PRECISION, (byte) options.precision());
    buffer.putInt(offset + HeaderField.ROOT_DELAY, header.rootDelay());
    buffer.putInt(offset + HeaderField.ROOT_DISPERSION, header.rootDispersion());
    buffer.putInt(offset + HeaderField.REFERENCE_ID, kiss ? RATE : header.referenceId());
    buffer.putLong(offset + HeaderField.REFERENCE, header.referenceTimestamp());
    buffer.putLong(offset + HeaderField.ORIGIN, replyOrigin);
    buffer.putLong(offset + HeaderField.RECEIVE, receive);
    if (settled) {
      counters.count(ServerCounter.INTERLEAVED);
      long transmit = transmitTimestamp(left, true, replyOrigin, receive);
      buffer.putLong(offset + HeaderField.TRANSMIT, transmit);
    }
    if (interleavable) {
      transmitTimes.note(receive, receivedNanos);
      stampWanted = true;
    }
  }

  private long bitsOf(long wallNanos) {
    return NtpTimestamp.bitsOfEpochNanos(view.clock().servedNanos(wallNanos));
  }

  /// A receive timestamp that no reply before it had, with the mark that it is one.
  private long receiveTimestamp(long receivedNanos, long origin) {
    long exact = bitsOf(receivedNanos);
    long timestamp;
    do {
      timestamp = (exact ^ (dice.next() & fuzz)) | 1;
    } while (timestamp == origin || timestamp == lastReceive);
    lastReceive = timestamp;
    return timestamp;
  }

  /// A transmit timestamp that differs from all that it could be confused with. That of an earlier
  /// reply has been settled, and needs no more than not to be the receive timestamp.
  private long transmitTimestamp(long exact, boolean settled, long origin, long receive) {
    long timestamp;
    do {
      timestamp = (exact ^ (dice.next() & fuzz)) & ~1L;
    } while (timestamp == origin
        || timestamp == receive
        || (!settled && timestamp == lastTransmit));
    lastTransmit = timestamp;
    return timestamp;
  }

  /// Fills the request's extension fields that are understood, and leaves out the others. The
  /// header is written.
  ///
  /// @return the reply's length
  private int extend(ByteBuffer buffer, int offset, int macOffset, long receivedNanos) {
    if (macOffset == NtpPacket.HEADER_LENGTH) {
      return macOffset;
    }
    ServedClock clock = view.clock();
    long ahead =
        view.monotonic().ofEvenNanos(clock.evenNanos(receivedNanos))
            - clock.servedNanos(receivedNanos);
    return ExtensionReply.fill(
        buffer,
        offset,
        macOffset,
        header.fineRootDelay(),
        header.fineRootDispersion(),
        // With the random bits of the header's, so that the two differ by corrections alone.
        buffer.getLong(offset + HeaderField.RECEIVE) + NtpTimestamp.bitsOfNanos(ahead),
        view.monotonic().epoch(),
        0);
  }

  /// Appends a MAC by the request's key.
  private void seal(ByteBuffer buffer, int offset, long departure) {
    int length = Departure.length(departure);
    buffer.get(offset, scratch, 0, length);
    int sealed =
        keys.seal(scratch, length, Departure.keyId(departure), Departure.digestLength(departure));
    buffer.put(offset, scratch, 0, sealed);
  }
}

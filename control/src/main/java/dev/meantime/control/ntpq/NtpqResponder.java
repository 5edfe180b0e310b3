// SPDX-License-Identifier: Apache-2.0
package dev.meantime.control.ntpq;

import dev.meantime.control.ControlTarget;
import dev.meantime.control.SourceReport;
import dev.meantime.control.TrackingReport;
import dev.meantime.wire.LeapIndicator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers ntpq as ntpd does, as far as it only reads; what would change something is refused, with
/// whatever key it comes. Confined to the thread that owns its target.
public final class NtpqResponder {

  /// So many readers of the list of clients are kept apart.
  private static final int MOST_READERS = 4;

  private static final int OCTETS_PER_STATUS = 4;
  private static final int MOST_STATUSES =
      NtpqCodec.MOST_FRAGMENTS * NtpqCodec.MOST_DATA / OCTETS_PER_STATUS;

  /// When a request came.
  ///
  /// @param wallNanos by the wall clock, nanoseconds since the Unix epoch
  /// @param monotonicNanos by a clock that nobody sets
  public record Arrival(long wallNanos, long monotonicNanos) {}

  private final NtpqTarget target;
  private final ControlTarget reports;
  private final AssociationIds ids = new AssociationIds();
  private final Nonces nonces;
  private final Map<InetSocketAddress, ClientLines> readers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, ClientLines> eldest) {
          return size() > MOST_READERS;
        }
      };
  private long requests;

  /// @param secret 64 unpredictable bits
  public NtpqResponder(NtpqTarget target, long secret) {
    this.target = target;
    this.reports = target.reports();
    this.nonces = new Nonces(secret);
  }

  /// The datagrams that answer one, in their order; none when it is to be ignored.
  ///
  /// @param data the first `length` octets count
  /// @param from who asks
  public List<byte[]> respond(byte[] data, int length, InetSocketAddress from, Arrival now) {
    return switch (NtpqCodec.decode(data, length)) {
      case DecodedNtpqRequest.Ignored _ -> List.of();
      case DecodedNtpqRequest.Malformed(NtpqRequest header) -> {
        requests++;
        yield NtpqCodec.refusal(header, reports.tracking().leap(), NtpqError.BAD_FORMAT);
      }
      case DecodedNtpqRequest.Asks(NtpqRequest request) -> {
        requests++;
        yield new Exchange(request, from, now).answer();
      }
    };
  }

  /// One request and how everything stands at its time.
  private final class Exchange {

    private final NtpqRequest request;
    private final InetSocketAddress from;
    private final Arrival now;
    private final TrackingReport tracking = reports.tracking();
    private final List<ListedSource> sources = sources();

    Exchange(NtpqRequest request, InetSocketAddress from, Arrival now) {
      this.request = request;
      this.from = from;
      this.now = now;
    }

    List<byte[]> answer() {
      return switch (request.meaning().kind()) {
        case PRIVILEGED -> refuse(NtpqError.PERMISSION);
        case UNKNOWN -> refuse(NtpqError.BAD_OPCODE);
        case READ -> read();
      };
    }

    private List<byte[]> read() {
      return switch (request.meaning()) {
        case UNSPECIFIED -> status();
        case READ_STATUS -> request.associationId() == 0 ? statuses() : variables(List.of());
        case READ_VARIABLES -> variables(names());
        case READ_CLOCK -> clock(names());
        case REQUEST_NONCE -> tell(nonceItem());
        case READ_CLIENTS -> clients();
        case WRITE_VARIABLES,
            WRITE_CLOCK,
            SET_TRAP,
            ASYNCHRONOUS,
            CONFIGURE,
            SAVE_CONFIGURATION,
            READ_ORDERED_LIST,
            UNSET_TRAP,
            NONE ->
            refuse(NtpqError.BAD_OPCODE);
      };
    }

    private List<byte[]> status() {
      if (request.associationId() == 0) {
        return tell(new byte[0]);
      }
      return find(request.associationId())
          .map(source -> tell(peer(source).statusWord(), new byte[0]))
          .orElseGet(() -> refuse(NtpqError.UNKNOWN_ASSOCIATION));
    }

    private List<byte[]> statuses() {
      int count = Math.min(sources.size(), MOST_STATUSES);
      byte[] octets = new byte[count * OCTETS_PER_STATUS];
      for (int i = 0; i < count; i++) {
        ListedSource source = sources.get(i);
        int status = peer(source).statusWord();
        octets[4 * i] = (byte) (source.associationId() >>> 8);
        octets[4 * i + 1] = (byte) source.associationId();
        octets[4 * i + 2] = (byte) (status >>> 8);
        octets[4 * i + 3] = (byte) status;
      }
      return tell(octets);
    }

    private List<byte[]> variables(List<String> names) {
      if (request.associationId() == 0) {
        return tell(systemStatus(), system(names), names);
      }
      Optional<ListedSource> source = find(request.associationId());
      if (source.isEmpty()) {
        return refuse(NtpqError.UNKNOWN_ASSOCIATION);
      }
      PeerVariables peer = peer(source.get());
      return tell(peer.statusWord(), peer.list(), names);
    }

    private List<byte[]> clock(List<String> names) {
      Optional<ListedSource> clock =
          request.associationId() == 0
              ? selected()
                  .filter(ListedSource::isReferenceClock)
                  .or(() -> sources.stream().filter(ListedSource::isReferenceClock).findFirst())
              : find(request.associationId()).filter(ListedSource::isReferenceClock);
      return clock
          .map(source -> tell(0, ClockVariables.of(source), names))
          .orElseGet(() -> refuse(NtpqError.UNKNOWN_ASSOCIATION));
    }

    private byte[] nonceItem() {
      VariableText text = new VariableText();
      text.add("nonce", newNonce());
      return text.octets();
    }

    private List<byte[]> clients() {
      return switch (ClientQuery.read(request.text())) {
        case ClientQuery.Read.Unreadable _ -> List.of();
        case ClientQuery.Read.BadLimit _ -> refuse(NtpqError.BAD_VALUE);
        case ClientQuery.Read.Query(ClientQuery query) ->
            nonces.isValid(query.nonce(), address(), from.getPort(), now.monotonicNanos())
                ? clients(query)
                : List.of();
      };
    }

    private List<byte[]> clients(ClientQuery query) {
      if (query.resumption().isEmpty()) {
        readers.put(from, ClientLines.take(reports, query, now.wallNanos()));
      }
      return Optional.ofNullable(readers.get(from))
          .flatMap(lines -> lines.part(query, newNonce()))
          .map(this::tell)
          .orElseGet(() -> refuse(NtpqError.UNKNOWN_VARIABLE));
    }

    private VariableList system(List<String> names) {
      // To count the clients takes a look at each.
      boolean asksForClients = names.stream().anyMatch(name -> name.startsWith("mru_"));
      Counters counters = new Counters(requests, sources, asksForClients ? rememberedClients() : 0);
      return SystemVariables.of(target, tracking, selected(), counters, now.wallNanos());
    }

    private long rememberedClients() {
      return reports.clientAccesses(0, 0, 1, false).map(page -> page.indices()).orElse(0L);
    }

    private PeerVariables peer(ListedSource source) {
      return new PeerVariables(target, source, now.wallNanos());
    }

    private List<byte[]> tell(int status, VariableList list, List<String> names) {
      Optional<byte[]> told = names.isEmpty() ? Optional.of(list.defaults()) : list.named(names);
      return told.map(octets -> tell(status, octets))
          .orElseGet(() -> refuse(NtpqError.UNKNOWN_VARIABLE));
    }

    private List<byte[]> tell(byte[] octets) {
      return tell(systemStatus(), octets);
    }

    private List<byte[]> tell(int status, byte[] octets) {
      return NtpqCodec.answer(request, leap(), status, octets);
    }

    private List<byte[]> refuse(NtpqError error) {
      return NtpqCodec.refusal(request, leap(), error);
    }

    private LeapIndicator leap() {
      return tracking.leap();
    }

    private int systemStatus() {
      return StatusWord.ofSystem(
          tracking, selected().filter(ListedSource::isReferenceClock).isPresent());
    }

    private Optional<ListedSource> selected() {
      return sources.stream()
          .filter(source -> source.report().state() == SourceReport.State.SELECTED)
          .findFirst();
    }

    private Optional<ListedSource> find(int id) {
      return sources.stream().filter(source -> source.associationId() == id).findFirst();
    }

    private String newNonce() {
      return nonces.make(address(), from.getPort(), now.monotonicNanos());
    }

    private InetAddress address() {
      return from.getAddress();
    }

    /// The variables that are asked for; what is given as their values does not matter.
    private List<String> names() {
      return Arrays.stream(request.text().split("[,\\s\\x00]+", -1))
          .map(word -> word.split("=", 2)[0])
          .filter(word -> !word.isEmpty())
          .toList();
    }
  }

  private List<ListedSource> sources() {
    List<SourceReport> listed = new ArrayList<>();
    for (int i = 0; i < reports.sourceCount(); i++) {
      reports.source(i).ifPresent(listed::add);
    }
    List<Integer> numbers = ids.of(listed);
    List<ListedSource> sources = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      sources.add(new ListedSource(i, numbers.get(i), listed.get(i)));
    }
    return sources;
  }
}

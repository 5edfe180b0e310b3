// SPDX-License-Identifier: Apache-2.0
package dev.meantime.platform.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compares what the code believes of eBPF and AF_XDP with what the C compiler of this machine
/// says.
final class XdpAbiTest {

  @TempDir private Path directory;

  @Test
  void layoutsAndConstantsAreTheCompilers() throws IOException, InterruptedException {
    Map<String, Long> expected = expectations();
    List<String> statements = new ArrayList<>();
    expected.keySet().forEach(c -> statements.add("printf(\"%lld\\n\", (long long) (" + c + "));"));
    List<String> lines = CProgram.run(directory, statements);
    Map<String, Long> actual = new LinkedHashMap<>();
    for (String c : expected.keySet()) {
      actual.put(c, Long.valueOf(lines.get(actual.size())));
    }
    assertThat(actual).isEqualTo(expected);
  }

  /// The kernel takes a shorter structure and reads zeros for the rest.
  @Test
  void structuresAreNoLongerThanTheCompilers() throws IOException, InterruptedException {
    List<String> lines =
        CProgram.run(
            directory,
            List.of(
                "printf(\"%zu\\n%zu\\n\", sizeof(union bpf_attr), sizeof(struct xdp_umem_reg));"));
    assertThat(XdpAbi.BpfAttr.SIZE).isLessThanOrEqualTo(Integer.parseInt(lines.get(0)));
    assertThat(XdpAbi.XdpUmemReg.SIZE).isLessThanOrEqualTo(Integer.parseInt(lines.get(1)));
  }

  private static Map<String, Long> expectations() {
    Map<String, Long> expected = new LinkedHashMap<>();
    expected.put("BPF_MAP_CREATE", (long) XdpAbi.BPF_MAP_CREATE);
    expected.put("BPF_MAP_UPDATE_ELEM", (long) XdpAbi.BPF_MAP_UPDATE_ELEM);
    expected.put("BPF_MAP_DELETE_ELEM", (long) XdpAbi.BPF_MAP_DELETE_ELEM);
    expected.put("BPF_PROG_LOAD", (long) XdpAbi.BPF_PROG_LOAD);
    expected.put("BPF_PROG_TEST_RUN", (long) XdpAbi.BPF_PROG_TEST_RUN);
    expected.put("BPF_LINK_CREATE", (long) XdpAbi.BPF_LINK_CREATE);
    expected.put("BPF_MAP_TYPE_HASH", (long) XdpAbi.BPF_MAP_TYPE_HASH);
    expected.put("BPF_MAP_TYPE_XSKMAP", (long) XdpAbi.BPF_MAP_TYPE_XSKMAP);
    expected.put("BPF_PROG_TYPE_XDP", (long) XdpAbi.BPF_PROG_TYPE_XDP);
    expected.put("BPF_XDP", (long) XdpAbi.BPF_XDP);
    expected.put("BPF_PSEUDO_MAP_FD", (long) XdpAbi.BPF_PSEUDO_MAP_FD);
    expected.put("BPF_FUNC_map_lookup_elem", (long) XdpAbi.BPF_FUNC_map_lookup_elem);
    expected.put("BPF_FUNC_ktime_get_ns", (long) XdpAbi.BPF_FUNC_ktime_get_ns);
    expected.put("BPF_FUNC_redirect_map", (long) XdpAbi.BPF_FUNC_redirect_map);
    expected.put("BPF_FUNC_xdp_adjust_meta", (long) XdpAbi.BPF_FUNC_xdp_adjust_meta);
    expected.put("XDP_PASS", (long) XdpAbi.XDP_PASS);
    expected.put("XDP_REDIRECT", (long) XdpAbi.XDP_REDIRECT);
    expected.put("XDP_FLAGS_SKB_MODE", (long) XdpAbi.XDP_FLAGS_SKB_MODE);
    expected.put("XDP_FLAGS_DRV_MODE", (long) XdpAbi.XDP_FLAGS_DRV_MODE);
    expected.put("AF_XDP", (long) XdpAbi.AF_XDP);
    expected.put("SOCK_RAW", (long) XdpAbi.SOCK_RAW);
    expected.put("SOL_XDP", (long) XdpAbi.SOL_XDP);
    expected.put("XDP_MMAP_OFFSETS", (long) XdpAbi.XDP_MMAP_OFFSETS);
    expected.put("XDP_RX_RING", (long) XdpAbi.XDP_RX_RING);
    expected.put("XDP_TX_RING", (long) XdpAbi.XDP_TX_RING);
    expected.put("XDP_UMEM_REG", (long) XdpAbi.XDP_UMEM_REG);
    expected.put("XDP_UMEM_FILL_RING", (long) XdpAbi.XDP_UMEM_FILL_RING);
    expected.put("XDP_UMEM_COMPLETION_RING", (long) XdpAbi.XDP_UMEM_COMPLETION_RING);
    expected.put("XDP_STATISTICS", (long) XdpAbi.XDP_STATISTICS);
    expected.put("XDP_COPY", (long) XdpAbi.XDP_COPY);
    expected.put("XDP_USE_NEED_WAKEUP", (long) XdpAbi.XDP_USE_NEED_WAKEUP);
    expected.put("XDP_RING_NEED_WAKEUP", (long) XdpAbi.XDP_RING_NEED_WAKEUP);
    expected.put("XDP_PGOFF_RX_RING", XdpAbi.XDP_PGOFF_RX_RING);
    expected.put("XDP_PGOFF_TX_RING", XdpAbi.XDP_PGOFF_TX_RING);
    expected.put("XDP_UMEM_PGOFF_FILL_RING", XdpAbi.XDP_UMEM_PGOFF_FILL_RING);
    expected.put("XDP_UMEM_PGOFF_COMPLETION_RING", XdpAbi.XDP_UMEM_PGOFF_COMPLETION_RING);
    expected.put("PROT_READ", (long) XdpAbi.PROT_READ);
    expected.put("PROT_WRITE", (long) XdpAbi.PROT_WRITE);
    expected.put("MAP_SHARED", (long) XdpAbi.MAP_SHARED);
    expected.put("MAP_PRIVATE", (long) XdpAbi.MAP_PRIVATE);
    expected.put("MAP_ANONYMOUS", (long) XdpAbi.MAP_ANONYMOUS);
    expected.put("MAP_POPULATE", (long) XdpAbi.MAP_POPULATE);
    expected.put("offsetof(union bpf_attr, map_type)", (long) XdpAbi.BpfAttr.MAP_TYPE);
    expected.put("offsetof(union bpf_attr, key_size)", (long) XdpAbi.BpfAttr.KEY_SIZE);
    expected.put("offsetof(union bpf_attr, value_size)", (long) XdpAbi.BpfAttr.VALUE_SIZE);
    expected.put("offsetof(union bpf_attr, max_entries)", (long) XdpAbi.BpfAttr.MAX_ENTRIES);
    expected.put("offsetof(union bpf_attr, map_fd)", (long) XdpAbi.BpfAttr.MAP_FD);
    expected.put("offsetof(union bpf_attr, key)", (long) XdpAbi.BpfAttr.KEY);
    expected.put("offsetof(union bpf_attr, value)", (long) XdpAbi.BpfAttr.VALUE);
    expected.put("offsetof(union bpf_attr, prog_type)", (long) XdpAbi.BpfAttr.PROG_TYPE);
    expected.put("offsetof(union bpf_attr, insn_cnt)", (long) XdpAbi.BpfAttr.INSN_CNT);
    expected.put("offsetof(union bpf_attr, insns)", (long) XdpAbi.BpfAttr.INSNS);
    expected.put("offsetof(union bpf_attr, license)", (long) XdpAbi.BpfAttr.LICENSE);
    expected.put("offsetof(union bpf_attr, log_level)", (long) XdpAbi.BpfAttr.LOG_LEVEL);
    expected.put("offsetof(union bpf_attr, log_size)", (long) XdpAbi.BpfAttr.LOG_SIZE);
    expected.put("offsetof(union bpf_attr, log_buf)", (long) XdpAbi.BpfAttr.LOG_BUF);
    expected.put(
        "offsetof(union bpf_attr, link_create.prog_fd)", (long) XdpAbi.BpfAttr.LINK_PROG_FD);
    expected.put(
        "offsetof(union bpf_attr, link_create.target_ifindex)",
        (long) XdpAbi.BpfAttr.LINK_TARGET_IFINDEX);
    expected.put(
        "offsetof(union bpf_attr, link_create.attach_type)",
        (long) XdpAbi.BpfAttr.LINK_ATTACH_TYPE);
    expected.put("offsetof(union bpf_attr, link_create.flags)", (long) XdpAbi.BpfAttr.LINK_FLAGS);
    expected.put("offsetof(union bpf_attr, test.prog_fd)", (long) XdpAbi.BpfAttr.TEST_PROG_FD);
    expected.put("offsetof(union bpf_attr, test.retval)", (long) XdpAbi.BpfAttr.TEST_RETVAL);
    expected.put(
        "offsetof(union bpf_attr, test.data_size_in)", (long) XdpAbi.BpfAttr.TEST_DATA_SIZE_IN);
    expected.put(
        "offsetof(union bpf_attr, test.data_size_out)", (long) XdpAbi.BpfAttr.TEST_DATA_SIZE_OUT);
    expected.put("offsetof(union bpf_attr, test.data_in)", (long) XdpAbi.BpfAttr.TEST_DATA_IN);
    expected.put("offsetof(union bpf_attr, test.data_out)", (long) XdpAbi.BpfAttr.TEST_DATA_OUT);
    expected.put("offsetof(union bpf_attr, test.repeat)", (long) XdpAbi.BpfAttr.TEST_REPEAT);
    expected.put("offsetof(struct xdp_md, data)", (long) XdpAbi.XdpMd.DATA);
    expected.put("offsetof(struct xdp_md, data_end)", (long) XdpAbi.XdpMd.DATA_END);
    expected.put("offsetof(struct xdp_md, data_meta)", (long) XdpAbi.XdpMd.DATA_META);
    expected.put("offsetof(struct xdp_md, rx_queue_index)", (long) XdpAbi.XdpMd.RX_QUEUE_INDEX);
    expected.put("offsetof(struct xdp_umem_reg, addr)", (long) XdpAbi.XdpUmemReg.ADDR);
    expected.put("offsetof(struct xdp_umem_reg, len)", (long) XdpAbi.XdpUmemReg.LEN);
    expected.put("offsetof(struct xdp_umem_reg, chunk_size)", (long) XdpAbi.XdpUmemReg.CHUNK_SIZE);
    expected.put("offsetof(struct xdp_umem_reg, headroom)", (long) XdpAbi.XdpUmemReg.HEADROOM);
    expected.put("sizeof(struct xdp_ring_offset)", (long) XdpAbi.XdpRingOffset.SIZE);
    expected.put(
        "offsetof(struct xdp_ring_offset, producer)", (long) XdpAbi.XdpRingOffset.PRODUCER);
    expected.put(
        "offsetof(struct xdp_ring_offset, consumer)", (long) XdpAbi.XdpRingOffset.CONSUMER);
    expected.put("offsetof(struct xdp_ring_offset, desc)", (long) XdpAbi.XdpRingOffset.DESC);
    expected.put("offsetof(struct xdp_ring_offset, flags)", (long) XdpAbi.XdpRingOffset.FLAGS);
    expected.put("sizeof(struct xdp_mmap_offsets)", (long) XdpAbi.XdpMmapOffsets.SIZE);
    expected.put("offsetof(struct xdp_mmap_offsets, rx)", (long) XdpAbi.XdpMmapOffsets.RX);
    expected.put("offsetof(struct xdp_mmap_offsets, tx)", (long) XdpAbi.XdpMmapOffsets.TX);
    expected.put("offsetof(struct xdp_mmap_offsets, fr)", (long) XdpAbi.XdpMmapOffsets.FR);
    expected.put("offsetof(struct xdp_mmap_offsets, cr)", (long) XdpAbi.XdpMmapOffsets.CR);
    expected.put("sizeof(struct xdp_desc)", (long) XdpAbi.XdpDesc.SIZE);
    expected.put("offsetof(struct xdp_desc, addr)", (long) XdpAbi.XdpDesc.ADDR);
    expected.put("offsetof(struct xdp_desc, len)", (long) XdpAbi.XdpDesc.LEN);
    expected.put("offsetof(struct xdp_desc, options)", (long) XdpAbi.XdpDesc.OPTIONS);
    expected.put("sizeof(struct xdp_statistics)", (long) XdpAbi.XdpStatistics.SIZE);
    expected.put(
        "offsetof(struct xdp_statistics, rx_dropped)", (long) XdpAbi.XdpStatistics.RX_DROPPED);
    expected.put(
        "offsetof(struct xdp_statistics, rx_ring_full)", (long) XdpAbi.XdpStatistics.RX_RING_FULL);
    expected.put(
        "offsetof(struct xdp_statistics, rx_fill_ring_empty_descs)",
        (long) XdpAbi.XdpStatistics.RX_FILL_RING_EMPTY_DESCS);
    expected.put("sizeof(struct sockaddr_xdp)", (long) XdpAbi.SockaddrXdp.SIZE);
    expected.put("offsetof(struct sockaddr_xdp, sxdp_family)", (long) XdpAbi.SockaddrXdp.FAMILY);
    expected.put("offsetof(struct sockaddr_xdp, sxdp_flags)", (long) XdpAbi.SockaddrXdp.FLAGS);
    expected.put("offsetof(struct sockaddr_xdp, sxdp_ifindex)", (long) XdpAbi.SockaddrXdp.IFINDEX);
    expected.put(
        "offsetof(struct sockaddr_xdp, sxdp_queue_id)", (long) XdpAbi.SockaddrXdp.QUEUE_ID);
    return expected;
  }
}

import CZlib
import Glibc

extension SourceBytes {
  /// The text of a gzip file, all its members one after the other, in memory.
  ///
  /// Trailing zero bytes after the last member are padding (tar and some downloads add them); anything else there, a
  /// wrong checksum or a missing end is an error: a file that was cut off in transfer must not pass for a short one.
  static func unpacked(
    _ packed: SourceBytes, name: String, isCancelled: (@Sendable () -> Bool)?
  ) throws(IngestError) -> SourceBytes {
    let step = 1 << 18
    let input = UnsafeMutablePointer<UInt8>.allocate(capacity: step + slack)
    defer { input.deallocate() }
    var capacity = max(1 << 16, packed.count * 4)
    var memory = try allocate(capacity, name)
    var count = 0
    var offset = 0
    var stream = z_stream()
    // 15 window bits + 16: gzip framing.
    guard inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      free(memory)
      throw IngestError(kind: .unreadable, file: name, what: "does not fit into memory")
    }
    defer { inflateEnd(&stream) }
    var isInMember = false
    var failure: IngestError?
    unpacking: while true {
      if isCancelled?() == true {
        failure = .cancelled
        break
      }
      let window = packed.window(at: offset, limit: step, in: input)
      guard window.count > 0, let start = window.baseAddress else { break }
      offset += window.count
      stream.next_in = UnsafeMutablePointer(mutating: start)
      stream.avail_in = UInt32(window.count)
      while stream.avail_in > 0 {
        if !isInMember {
          while stream.avail_in > 0, offset > window.count || count > 0, stream.next_in.pointee == 0 {
            stream.next_in += 1
            stream.avail_in -= 1
          }
          guard stream.avail_in > 0 else { break }
          isInMember = true
        }
        if capacity - count < step {
          capacity += capacity / 2 + step
          memory = try reallocate(memory, capacity, name)
        }
        stream.next_out = memory + count
        stream.avail_out = UInt32(min(capacity - count, 1 << 30))
        let before = stream.avail_out
        let code = inflate(&stream, Z_NO_FLUSH)
        count += Int(before - stream.avail_out)
        if code == Z_STREAM_END {
          isInMember = false
          inflateReset(&stream)
        } else if code != Z_OK, !(code == Z_BUF_ERROR && stream.avail_in == 0) {
          failure = damaged(name, at: offset - Int(stream.avail_in), count: count)
          break unpacking
        }
      }
    }
    if failure == nil, isInMember {
      failure = IngestError(
        kind: .damaged, file: name,
        what: "the gzip file ends too early, after \(count) unpacked bytes",
        wayOut: "Copy or download it again; `gzip -t` must pass.")
    }
    if let failure {
      free(memory)
      throw failure
    }
    return SourceBytes(
      adopting: memory, count: count, bytesOnDisk: packed.count, isPacked: true, changed: packed.changed)
  }

  private static func damaged(_ name: String, at offset: Int, count: Int) -> IngestError {
    IngestError(
      kind: .damaged, file: name,
      what: "the gzip data are damaged near byte \(offset), after \(count) unpacked bytes",
      wayOut: "Copy or download it again; `gzip -t` must pass.")
  }
}

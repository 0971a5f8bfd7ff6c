import CZlib
import Glibc

extension SourceBytes {
  /// The text of a gzip file, all its members one after the other.
  ///
  /// Trailing zero bytes after the last member are padding (tar and some downloads add them); anything else there, a
  /// wrong checksum or a missing end is an error: a file that was cut off in transfer must not pass for a short one.
  ///
  /// - Parameter limit: What may come out of the source that this is part of; `nil`: it is all of it.
  static func unpacked(
    _ packed: SourceBytes, name: String, limit: UnpackLimit? = nil, isCancelled: (@Sendable () -> Bool)?
  ) throws(IngestError) -> SourceBytes {
    let step = 1 << 18
    let input = UnsafeMutablePointer<UInt8>.allocate(capacity: step + slack)
    let output = UnsafeMutablePointer<UInt8>.allocate(capacity: step)
    defer {
      input.deallocate()
      output.deallocate()
    }
    let limit = limit ?? UnpackLimit(packed: packed.count)
    let spill = TextSpill(name: name)
    var offset = 0
    var stream = z_stream()
    // 15 window bits + 16: gzip framing.
    guard inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw IngestError(kind: .unreadable, file: name, what: "does not fit into memory")
    }
    defer { inflateEnd(&stream) }
    var isInMember = false
    while true {
      if isCancelled?() == true { throw .cancelled }
      let window = packed.window(at: offset, limit: step, in: input)
      guard window.count > 0, let start = window.baseAddress else { break }
      offset += window.count
      stream.next_in = UnsafeMutablePointer(mutating: start)
      stream.avail_in = UInt32(window.count)
      // A full output buffer may leave text inside zlib that needs no more input.
      var isFull = false
      while stream.avail_in > 0 || isFull {
        if !isInMember {
          while stream.avail_in > 0, offset > window.count || spill.count > 0, stream.next_in.pointee == 0 {
            stream.next_in += 1
            stream.avail_in -= 1
          }
          guard stream.avail_in > 0 else { break }
          isInMember = true
        }
        stream.next_out = output
        stream.avail_out = UInt32(step)
        let code = inflate(&stream, Z_NO_FLUSH)
        let count = step - Int(stream.avail_out)
        isFull = count == step
        try spill.write(UnsafeBufferPointer(start: output, count: count))
        if code == Z_STREAM_END {
          isInMember = false
          isFull = false
          inflateReset(&stream)
        } else if code != Z_OK, !(code == Z_BUF_ERROR && stream.avail_in == 0) {
          throw damaged(name, at: offset - Int(stream.avail_in), count: spill.count)
        }
        try limit.add(count, whole: spill.count, of: packed.count, file: name)
      }
    }
    guard !isInMember else {
      throw IngestError(
        kind: .damaged, file: name, what: "the gzip file ends too early, after \(spill.count) unpacked bytes",
        wayOut: "Copy or download it again; `gzip -t` must pass.")
    }
    return try spill.source(bytesOnDisk: packed.bytesOnDisk, isPacked: true, changed: packed.changed)
  }

  private static func damaged(_ name: String, at offset: Int, count: Int) -> IngestError {
    IngestError(
      kind: .damaged, file: name,
      what: "the gzip data are damaged near byte \(offset), after \(count) unpacked bytes",
      wayOut: "Copy or download it again; `gzip -t` must pass.")
  }
}

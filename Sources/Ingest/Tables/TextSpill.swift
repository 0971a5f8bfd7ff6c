import Glibc

/// Bytes that are written once and then read as a source: in memory while they are few, in a temporary file once they
/// are many.
///
/// The file has no name from the start (it is removed as soon as it is open), so nothing of a shop's data is left behind
/// however the program ends. Not for several threads at once.
final class TextSpill {
  /// Bytes that stay in memory.
  static let memoryLimit = 64 << 20
  /// Bytes written so far.
  private(set) var count = 0
  private let name: String
  private let memoryLimit: Int
  private var memory: UnsafeMutablePointer<UInt8>?
  private var capacity = 0
  private var pending = 0
  private var descriptor: Int32 = -1

  /// An empty text; `name` is the file that messages blame.
  init(name: String, memoryLimit: Int = TextSpill.memoryLimit) {
    self.name = name
    self.memoryLimit = max(1 << 12, memoryLimit)
  }

  deinit {
    free(memory)
    if descriptor >= 0 { close(descriptor) }
  }

  /// Appends bytes.
  func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(IngestError) {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return }
    if pending + bytes.count > capacity { try makeRoom(for: bytes.count) }
    guard let memory else { return }
    if pending + bytes.count <= capacity {
      (memory + pending).update(from: start, count: bytes.count)
      pending += bytes.count
    } else {
      try flush(start, bytes.count)
    }
    count += bytes.count
  }

  /// Appends the bytes of an array.
  func write(_ bytes: [UInt8]) throws(IngestError) {
    let failure = bytes.withUnsafeBufferPointer { buffer -> IngestError? in
      do throws(IngestError) {
        try write(buffer)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  /// What was written, as a source; the spill is empty afterwards.
  func source(bytesOnDisk: Int, isPacked: Bool = false, changed: Int = 0) throws(IngestError) -> SourceBytes {
    if descriptor >= 0 {
      if let memory { try flush(memory, pending) }
      pending = 0
      free(memory)
      memory = nil
      let file = descriptor
      descriptor = -1
      defer { count = 0 }
      return SourceBytes(
        adopting: file, count: count, bytesOnDisk: bytesOnDisk, isPacked: isPacked, changed: changed)
    }
    let text: UnsafeMutablePointer<UInt8>
    if let memory {
      text = try SourceBytes.reallocate(memory, count, name)
    } else {
      text = try SourceBytes.allocate(count, name)
    }
    memory = nil
    capacity = 0
    defer { (count, pending) = (0, 0) }
    return SourceBytes(adopting: text, count: count, bytesOnDisk: bytesOnDisk, isPacked: isPacked, changed: changed)
  }

  private func makeRoom(for more: Int) throws(IngestError) {
    if descriptor < 0, pending + more <= memoryLimit {
      let wanted = max(pending + more, min(memoryLimit, max(1 << 16, capacity * 2)))
      if let old = memory {
        memory = nil
        memory = try SourceBytes.reallocate(old, wanted, name)
      } else {
        memory = try SourceBytes.allocate(wanted, name)
      }
      capacity = wanted
      return
    }
    if descriptor < 0 { descriptor = try TextSpill.temporaryFile(name) }
    if memory == nil {
      memory = try SourceBytes.allocate(1 << 20, name)
      capacity = 1 << 20
    }
    if let memory { try flush(memory, pending) }
    pending = 0
  }

  private func flush(_ start: UnsafePointer<UInt8>, _ length: Int) throws(IngestError) {
    var done = 0
    while done < length {
      let part = Glibc.write(descriptor, start + done, length - done)
      if part < 0, errno == EINTR { continue }
      guard part > 0 else {
        throw IngestError(
          kind: .unreadable, file: name, what: "its text does not fit into the temporary folder",
          wayOut: "Make room there, or name a folder with more room: TMPDIR=…")
      }
      done += part
    }
  }

  private static func temporaryFile(_ name: String) throws(IngestError) -> Int32 {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((folder + "/clientele.XXXXXX").utf8CString)
    let named = mkstemp(&template)
    guard named >= 0 else {
      throw IngestError(
        kind: .unreadable, file: name, what: "no temporary file can be made in \(folder)",
        wayOut: "Name a folder that can be written to: TMPDIR=…")
    }
    unlink(template)
    return named
  }
}

import Canvas
import Ledger

/// Records and people on a line, and below it what the listed keys did: joined by which kind, refused, decided by hand.
struct PeopleFigure: Drawing {
  let identities: IdentityTable

  func render(on canvas: inout Canvas, in rect: Rect, row: Int?) {
    var rest = rect
    let line = rest.takeTop(1)
    guard identities.isPresent else {
      canvas.write("no keys to compare", .missing, x: line.x, y: line.y, maxWidth: line.width)
      return
    }
    let records = Wording.count(identities.records, "record", "records")
    let people = Wording.count(identities.people, "person", "people")
    let used = canvas.write(records + " → ", .textMuted, x: line.x, y: line.y, maxWidth: line.width)
    canvas.write(people, .textStrong, x: line.x + used, y: line.y, maxWidth: line.width - used)
    let parts = parts
    guard !parts.isEmpty, !rest.isEmpty else { return }
    ShareStrip(parts: parts).render(on: &canvas, in: rest, row: nil)
  }

  private var parts: [ShareStrip.Part] {
    var counts: [(name: String, count: Int, role: Role?)] = IdentityKind.allCases.map { kind in
      ("joined by \(kind.words)", identities.entries.count { $0.kind == kind && $0.verdict == .joined }, nil)
    }
    counts.append(("refused", identities.entries.count { $0.verdict == .refused }, .warn))
    counts.append(
      ("by hand", identities.entries.count { $0.verdict == .joinedByHand || $0.verdict == .refusedByHand }, .info))
    return counts.filter { $0.count > 0 }.map {
      ShareStrip.Part(name: $0.name, figure: Digits.grouped($0.count), fraction: Double($0.count), role: $0.role)
    }
  }
}

import Analytics
import Canvas
import Ledger

extension Card {
  /// The card of a customer. Complexity: O(the customer's own rows), beyond the shared analyses.
  init(_ record: CustomerRecord, notes: [CardNote] = []) {
    let ledger = record.ledger
    let customer = record.customer
    let fields = CardFields(record: record)
    let label = ledger.customers.label(customer)
    let key = ledger.customers.key[customer]
    title = label
    remarks = [key == label ? "" : key, ledger.customers.place(customer)].filter { !$0.isEmpty }
    contacts = [ledger.customers.phone[customer], ledger.customers.email[customer]].filter { !$0.isEmpty && $0 != key }
    standing =
      (record.stage.map { [(words: $0.title, role: $0.role)] } ?? [])
      + (record.rhythm.map { [(words: $0.state.phrase, role: $0.state.role)] } ?? [])
    let isUnwanted = notes.contains { $0.forbidsContact && !$0.isDone }
    warning =
      record.consent == .no
      ? "Do not contact: the file of customers says no." : isUnwanted ? "Do not contact: a note says so." : nil
    let timeline = fields.timeline
    let behaviour = fields.behaviour
    let value = fields.value
    let figure = timeline.days.isEmpty ? nil : Sheet.Figure(minimum: 5, ideal: 5, timeline)
    sections = [
      Section(.worth, "Worth", fields: fields.worth),
      Section(.rhythm, "Rhythm", fields: fields.rhythm),
      Section(.value, "Value", fields: value.fields, picture: value.picture),
      Section(.segments, "Segments", fields: fields.segments),
      Section(.who, "Who", fields: fields.who),
      Section(.bought, "Orders and prices", fields: fields.bought),
      Section(.favourites, "Bought most", fields: fields.favourites),
      Section(.behaviour, "Behaviour", fields: behaviour.fields, lines: behaviour.lines),
      Section(.timeline, "", picture: figure),
      Section(.offer, "What to offer and what not", lines: isUnwanted ? CardFields.silence : fields.offer),
      Section(
        .notes, "Notes and promises",
        lines: Card.lines(notes, today: record.findings.page.today ?? record.findings.question.asOf)),
    ].filter { !$0.fields.isEmpty || $0.picture != nil || !$0.lines.isEmpty }
  }
}
